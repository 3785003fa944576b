package doppel.bench.engine;

import java.nio.file.Path;

/** The engines that can be measured. */
public enum EngineName {
    /** In a file. */
    SQLITE {
        @Override
        public BenchEngine with(Tools tools, Path directory) {
            return new SqliteEngine(tools, directory);
        }
    },
    /** On a server. */
    POSTGRESQL {
        @Override
        public BenchEngine with(Tools tools, Path directory) {
            return new PostgresqlEngine(tools);
        }
    },
    /** On a server. */
    MARIADB {
        @Override
        public BenchEngine with(Tools tools, Path directory) {
            return new MariadbEngine(tools);
        }
    },
    /** On a server, where the environment names one. */
    MYSQL {
        @Override
        public BenchEngine with(Tools tools, Path directory) {
            return new MysqlEngine(tools);
        }
    };

    /**
     * The engine, not started yet.
     *
     * @param tools where its native tools are
     * @param directory for what it keeps in files
     */
    public abstract BenchEngine with(Tools tools, Path directory);
}
