package doppel.bench.shape;

import java.util.List;

/** The databases that can be measured; each is made from a number of rows and nothing else. */
public enum Shape {
    /** Six tables of narrow rows, as in MySQL's employees sample, so many rows in all. */
    EMPLOYEES {
        @Override
        public List<ShapeTable> tables(long rows) {
            return EmployeesShape.tables(rows);
        }
    },
    /** One table with a column of every common type, several times over: a row for each twenty. */
    WIDE {
        @Override
        public List<ShapeTable> tables(long rows) {
            return WideShape.tables(rows);
        }
    },
    /** Texts and blobs of 1 KB to 2 MB: a row for each two thousand. */
    LARGE {
        @Override
        public List<ShapeTable> tables(long rows) {
            return LargeShape.tables(rows);
        }
    },
    /** Three hundred tables that refer to each other: a row for each forty, shared by all tables. */
    MANY {
        @Override
        public List<ShapeTable> tables(long rows) {
            return ManyShape.tables(rows);
        }
    },
    /** Eleven tables and 15,607 rows, as in the Chinook sample, whatever number is asked for. */
    MUSIC {
        @Override
        public List<ShapeTable> tables(long rows) {
            return MusicShape.tables();
        }
    };

    /** The tables, those that others refer to first; about as many rows as the shape makes of this number. */
    public abstract List<ShapeTable> tables(long rows);
}
