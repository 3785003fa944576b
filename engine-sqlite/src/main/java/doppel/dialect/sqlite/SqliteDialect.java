package doppel.dialect.sqlite;

import doppel.dialect.CheckedAbility;
import doppel.dialect.Dialect;
import doppel.dialect.LiveDatabase;
import doppel.dialect.Portability;
import doppel.dialect.ScratchDatabase;
import doppel.dialect.Source;
import doppel.dialect.Target;
import doppel.dialect.TargetRequest;
import doppel.dialect.TargetState;
import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.dialect.sqlite.replace.SqliteBorrowed;
import doppel.dialect.sqlite.replace.SqliteTargetState;
import doppel.dialect.sqlite.value.SqliteTypes;
import doppel.literal.JavaType;
import doppel.schema.Column;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * SQLite, through sqlite-jdbc. A URL is {@code jdbc:sqlite:PATH} or simply a path.
 */
public final class SqliteDialect implements Dialect {

    static final String ID = "sqlite";

    /** For {@link java.util.ServiceLoader}. */
    public SqliteDialect() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String displayName() {
        return "SQLite";
    }

    @Override
    public boolean accepts(String url) {
        return SqliteFile.accepts(url);
    }

    @Override
    public Optional<Path> file(String url) {
        return Optional.of(SqliteFile.ofUrl(url).path());
    }

    @Override
    public JavaType parameterType(Column column) {
        return SqliteTypes.parameterType(column);
    }

    @Override
    public Portability portability() {
        return new SqlitePortability();
    }

    @Override
    public Source openSource(String url) {
        return SqliteSource.open(SqliteFile.ofUrl(url));
    }

    @Override
    public LiveDatabase openLive(String url, boolean readOnly) {
        return SqliteLive.open(SqliteFile.ofUrl(url), readOnly);
    }

    @Override
    public TargetState inspect(String url, Set<String> mayHaveRows) {
        return SqliteTargetState.of(SqliteFile.ofUrl(url), mayHaveRows);
    }

    @Override
    public Target openTarget(TargetRequest request) {
        return SqliteTarget.open(SqliteFile.ofUrl(request.url()), request);
    }

    @Override
    public void stamp(String url, String version) {
        SqliteStamp.write(SqliteFile.ofUrl(url), version);
    }

    @Override
    public ScratchDatabase scratch(String url, Path directory) {
        String scratch = directory.resolve("scratch.db").toString();
        return new ScratchDatabase() {
            @Override
            public String url() {
                return scratch;
            }

            @Override
            public void close() {
                SqliteFile.ofUrl(scratch).delete();
            }
        };
    }

    @Override
    public ScratchDatabase borrow(String url) {
        return SqliteBorrowed.of(SqliteFile.ofUrl(url));
    }

    @Override
    public List<CheckedAbility> check(String url) {
        return new SqliteCheck(SqliteFile.ofUrl(url)).run();
    }
}
