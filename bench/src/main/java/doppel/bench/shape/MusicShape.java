package doppel.bench.shape;

import static doppel.bench.shape.ColumnType.DECIMAL;
import static doppel.bench.shape.ColumnType.INTEGER;
import static doppel.bench.shape.ColumnType.MOMENT;
import static doppel.bench.shape.ColumnType.VARYING;

import java.util.List;
import java.util.function.BiFunction;

/** A small shop for music with as many tables and rows as the Chinook sample has: 11 and 15,607. */
final class MusicShape {

    private static final int ARTISTS = 275;
    private static final int ALBUMS = 347;
    private static final int TRACKS = 3503;
    private static final int GENRES = 25;
    private static final int MEDIA_TYPES = 5;
    private static final int STAFF = 8;
    private static final int CUSTOMERS = 59;
    private static final int INVOICES = 412;
    private static final int INVOICE_LINES = 2240;
    private static final int PLAYLISTS = 18;
    private static final int PLAYLIST_TRACKS = 8715;

    private MusicShape() {}

    static List<ShapeTable> tables() {
        return List.of(
                named("artist", 120).holding(rows("artist", ARTISTS, MusicShape::named)),
                named("genre", 120).holding(rows("genre", GENRES, MusicShape::named)),
                named("media_type", 120).holding(rows("media_type", MEDIA_TYPES, MusicShape::named)),
                named("playlist", 120).holding(rows("playlist", PLAYLISTS, MusicShape::named)),
                named("album", 160)
                        .required("artist_id", INTEGER)
                        .refers("artist_id", "artist", "id")
                        .holding(rows("album", ALBUMS, (id, dice) ->
                                new Object[] {id, Words.title(dice, 60), one(dice, ARTISTS)})),
                named("track", 200)
                        .required("album_id", INTEGER)
                        .required("media_type_id", INTEGER)
                        .required("genre_id", INTEGER)
                        .column("composer", VARYING, "220")
                        .required("milliseconds", INTEGER)
                        .column("size_bytes", INTEGER)
                        .required("unit_price", DECIMAL, "10,2")
                        .refers("album_id", "album", "id")
                        .refers("media_type_id", "media_type", "id")
                        .refers("genre_id", "genre", "id")
                        .holding(rows("track", TRACKS, MusicShape::track)),
                named("employee", 40)
                        .required("hired", MOMENT)
                        .required("address", VARYING, "70")
                        .holding(rows("employee", STAFF, (id, dice) ->
                                new Object[] {id, Words.title(dice, 40), Times.moment(dice), Words.title(dice, 70)})),
                named("customer", 40)
                        .required("address", VARYING, "70")
                        .required("email", VARYING, "60")
                        .required("support_id", INTEGER)
                        .refers("support_id", "employee", "id")
                        .holding(rows("customer", CUSTOMERS, (id, dice) -> new Object[] {
                            id,
                            Words.title(dice, 40),
                            Words.title(dice, 70),
                            "c" + id + "@example.org",
                            one(dice, STAFF)
                        })),
                named("invoice", 40)
                        .required("customer_id", INTEGER)
                        .required("issued", MOMENT)
                        .required("total", DECIMAL, "10,2")
                        .refers("customer_id", "customer", "id")
                        .holding(rows("invoice", INVOICES, (id, dice) -> new Object[] {
                            id, Words.title(dice, 40), one(dice, CUSTOMERS), Times.moment(dice), price(dice)
                        })),
                ShapeTable.named("invoice_line")
                        .required("id", INTEGER)
                        .required("invoice_id", INTEGER)
                        .required("track_id", INTEGER)
                        .required("unit_price", DECIMAL, "10,2")
                        .required("quantity", INTEGER)
                        .primaryKey("id")
                        .refers("invoice_id", "invoice", "id")
                        .refers("track_id", "track", "id")
                        .holding(rows("invoice_line", INVOICE_LINES, (id, dice) ->
                                new Object[] {id, one(dice, INVOICES), one(dice, TRACKS), price(dice), one(dice, 3)})),
                ShapeTable.named("playlist_track")
                        .required("playlist_id", INTEGER)
                        .required("track_id", INTEGER)
                        .primaryKey("playlist_id", "track_id")
                        .refers("playlist_id", "playlist", "id")
                        .refers("track_id", "track", "id")
                        .holding(rows(
                                "playlist_track",
                                PLAYLIST_TRACKS,
                                (id, dice) ->
                                        new Object[] {1 + (id - 1) / TRACKS, 1 + (id - 1) % TRACKS // each pair once
                                        })));
    }

    private static ShapeTable.Builder named(String table, int length) {
        return ShapeTable.named(table)
                .required("id", INTEGER)
                .required("name", VARYING, String.valueOf(length))
                .primaryKey("id");
    }

    private static RowSource rows(String table, int count, BiFunction<Long, Dice, Object[]> maker) {
        return sink -> {
            for (long id = 1; id <= count; id++) {
                sink.row(maker.apply(id, Dice.of(table, id)));
            }
        };
    }

    private static Object[] named(Long id, Dice dice) {
        return new Object[] {id, Words.title(dice, 60)};
    }

    private static Object[] track(Long id, Dice dice) {
        return new Object[] {
            id,
            Words.title(dice, 100),
            one(dice, ALBUMS),
            one(dice, MEDIA_TYPES),
            one(dice, GENRES),
            dice.chance(280) ? null : Words.title(dice, 80),
            (long) dice.between(100_000, 500_000),
            (long) dice.between(1_000_000, 20_000_000),
            price(dice)
        };
    }

    /** The number of one of so many. */
    private static Long one(Dice dice, int count) {
        return 1L + dice.below(count);
    }

    private static String price(Dice dice) {
        return dice.below(20) + ".99";
    }
}
