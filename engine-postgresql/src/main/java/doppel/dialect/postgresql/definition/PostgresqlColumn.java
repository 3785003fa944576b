package doppel.dialect.postgresql.definition;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A column of a table, with its definition. */
record PostgresqlColumn(
        long table,
        int number,
        String name,
        String type,
        String collation,
        boolean local,
        boolean inherited,
        long defaultKey,
        String defaultValue,
        String inheritedDefault,
        String generated,
        String identity,
        String sequence,
        String notNull,
        boolean notNullIsOwn,
        List<String> settings) {

    /**
     * Names are quoted where necessary; missing values are null. Options whose names begin with {@code pg_} are
     * internal notes of some versions of the server.
     */
    static final String QUERY = """
            SELECT a.attrelid, a.attnum, quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
              CASE WHEN a.attcollation <> t.typcollation THEN format('%I.%I', cn.nspname, co.collname) END,
              a.attislocal, a.attinhcount > 0, d.oid, pg_get_expr(d.adbin, d.adrelid),
              (SELECT min(pg_get_expr(pd.adbin, pd.adrelid)) FROM pg_inherits i
                 JOIN pg_attribute pa ON pa.attrelid = i.inhparent AND pa.attname = a.attname
                 JOIN pg_attrdef pd ON pd.adrelid = pa.attrelid AND pd.adnum = pa.attnum WHERE i.inhrelid = a.attrelid),
              CASE a.attgenerated WHEN 's' THEN 'STORED' WHEN 'v' THEN 'VIRTUAL' END,
              CASE a.attidentity WHEN 'a' THEN 'ALWAYS' WHEN 'd' THEN 'BY DEFAULT' END,
              (SELECT format('SEQUENCE NAME %I.%I%s ', sn.nspname, sc.relname,
                   CASE WHEN sc.relpersistence = c.relpersistence OR <all logged> THEN ''
                   WHEN sc.relpersistence = 'u' THEN ' UNLOGGED' ELSE ' LOGGED' END) || <options>
                 FROM pg_depend sd JOIN pg_sequence s ON s.seqrelid = sd.objid JOIN pg_class sc ON sc.oid = sd.objid
                 JOIN pg_namespace sn ON sn.oid = sc.relnamespace
                 WHERE sd.classid = 'pg_class'::regclass AND sd.refclassid = 'pg_class'::regclass
                 AND sd.refobjid = a.attrelid AND sd.refobjsubid = a.attnum AND sd.deptype = 'i'),
              CASE WHEN NOT a.attnotnull AND nn.oid IS NULL OR NOT nn.convalidated THEN NULL
                WHEN nn.oid IS NULL THEN 'NOT NULL'
                ELSE CASE WHEN nn.conname = format('%s_%s_not_null', c.relname, a.attname)
                    AND (SELECT count(*) FROM pg_constraint o WHERE o.connamespace = nn.connamespace
                         AND o.conname = nn.conname) = 1
                  THEN '' ELSE format('CONSTRAINT %I ', nn.conname) END || 'NOT NULL'
                  || CASE WHEN nn.connoinherit THEN ' NO INHERIT' ELSE '' END END,
              CASE WHEN nn.oid IS NOT NULL THEN nn.conislocal ELSE NOT EXISTS (SELECT FROM pg_inherits i
                 JOIN pg_attribute pa ON pa.attrelid = i.inhparent AND pa.attname = a.attname
                 WHERE i.inhrelid = a.attrelid AND pa.attnotnull) END,
              array_remove(ARRAY[
                CASE WHEN a.attstorage <> t.typstorage OR a.attstorage <> inh.attstorage THEN 'SET STORAGE '
                  || CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN'
                     ELSE 'EXTENDED' END END,
                CASE WHEN to_jsonb(a) ->> 'attcompression' <> '' OR NOT c.relispartition AND EXISTS (
                    SELECT 1 FROM pg_inherits i JOIN pg_attribute pa ON pa.attrelid = i.inhparent AND pa.attname = \
            a.attname
                    WHERE i.inhrelid = a.attrelid AND to_jsonb(pa) ->> 'attcompression' <> to_jsonb(a) ->> \
            'attcompression')
                  THEN 'SET COMPRESSION ' || CASE to_jsonb(a) ->> 'attcompression' WHEN 'p' THEN 'pglz'
                     WHEN 'l' THEN 'lz4' ELSE 'default' END END,
                CASE WHEN a.attstattarget >= 0 THEN 'SET STATISTICS ' || a.attstattarget END,
                CASE WHEN a.attoptions IS NOT NULL THEN 'SET (' || (SELECT string_agg(o.option_name || ' = '
                  || quote_literal(o.option_value), ', ' ORDER BY o.number) FROM pg_options_to_table(a.attoptions)
                  WITH ORDINALITY AS o (option_name, option_value, number)
                  WHERE o.option_name !~ '^pg_')
                  || ')' END], NULL)
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_collation co ON co.oid = a.attcollation LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            LEFT JOIN pg_constraint nn ON nn.conrelid = a.attrelid AND nn.contype = 'n' AND nn.conkey[1] = a.attnum
            LEFT JOIN LATERAL (SELECT pa.* FROM pg_inherits i JOIN pg_attribute pa ON pa.attrelid = i.inhparent
              AND pa.attname = a.attname WHERE i.inhrelid = a.attrelid AND NOT c.relispartition
              ORDER BY i.inhseqno LIMIT 1) inh ON true
            WHERE c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't' AND c.oid >= 16384
            AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attrelid, a.attnum
            """.replace("<options>", PostgresqlSequencesScript.OPTIONS)
            // before that, there are no unlogged sequences, also of unlogged tables
            .replace("<all logged>", "current_setting('server_version_num')::integer < 150000");

    static PostgresqlColumn read(ResultSet row) throws SQLException {
        return new PostgresqlColumn(
                row.getLong(1),
                row.getInt(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getBoolean(6),
                row.getBoolean(7),
                row.getLong(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                row.getString(13),
                row.getString(14),
                row.getBoolean(15),
                List.of((String[]) row.getArray(16).getArray()));
    }

    PostgresqlColumn {
        settings = List.copyOf(settings);
    }

    /** The default's key in the catalogs. */
    PostgresqlKey defaultObject() {
        return new PostgresqlKey("pg_attrdef", defaultKey);
    }

    /** Whether the column has a default that can be set at any time. */
    boolean hasPlainDefault() {
        return defaultValue != null && generated == null;
    }

    /** The column within the statement that creates its table: its name, its type, and its properties. */
    String definition(Set<PostgresqlKey> without) {
        return name + " " + type + (collation == null ? "" : " COLLATE " + collation) + properties(without);
    }

    /** The same for a table of a type, which determines names and types. */
    String options(Set<PostgresqlKey> without) {
        String properties = properties(without);
        return properties.isEmpty() ? "" : name + " WITH OPTIONS" + properties;
    }

    private String properties(Set<PostgresqlKey> without) {
        List<String> properties = new ArrayList<>();
        if (generated != null) {
            properties.add("GENERATED ALWAYS AS (" + defaultValue + ") " + generated);
        } else if (defaultValue != null && !without.contains(defaultObject())) {
            properties.add("DEFAULT " + defaultValue);
        }
        if (sequence != null) {
            properties.add("GENERATED " + identity + " AS IDENTITY (" + sequence + ")");
        }
        if (notNull != null) {
            properties.add(notNull);
        }
        return properties.isEmpty() ? "" : " " + String.join(" ", properties);
    }

    /** Whether the default is that of a parent. */
    boolean keepsInheritedDefault() {
        return Objects.equals(defaultValue, inheritedDefault);
    }

    /** What keeps the default of a parent away from an heir's column that has none, or gets its own later. */
    String withoutInheritedDefault(Set<PostgresqlKey> without) {
        boolean none = defaultValue == null || without.contains(defaultObject());
        return inherited && inheritedDefault != null && none && sequence == null ? " DEFAULT NULL" : "";
    }

    /** The same column without NOT NULL, or with one inherited from another table. */
    PostgresqlColumn withoutNotNull() {
        return new PostgresqlColumn(
                table,
                number,
                name,
                type,
                collation,
                local,
                inherited,
                defaultKey,
                defaultValue,
                inheritedDefault,
                generated,
                identity,
                sequence,
                null,
                false,
                settings);
    }
}
