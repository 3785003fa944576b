package doppel.restore;

import doppel.schema.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sums up what became of the rows. */
final class Accounts {

    private Accounts() {}

    /** The accounts of all fixtures by table, in the order of the schema; tables without rows are left out. */
    static List<RestoreReport.TableRows> byTable(List<LoadedFixture> fixtures) {
        Map<String, RestoreReport.TableRows> rows = new LinkedHashMap<>();
        for (Table table : fixtures.get(0).schema().tables()) {
            rows.put(table.name(), new RestoreReport.TableRows(table.name(), 0, 0, 0, 0));
        }
        for (LoadedFixture fixture : fixtures) {
            fixture.accounts().stream()
                    .map(Account::report)
                    .filter(report -> report.read() > 0)
                    .forEach(report -> rows.merge(report.table(), report, Accounts::sum));
        }
        return new ArrayList<>(
                rows.values().stream().filter(report -> report.read() > 0).toList());
    }

    private static RestoreReport.TableRows sum(RestoreReport.TableRows one, RestoreReport.TableRows other) {
        return new RestoreReport.TableRows(
                one.table(),
                one.read() + other.read(),
                one.saved() + other.saved(),
                one.skipped() + other.skipped(),
                one.unsaved() + other.unsaved());
    }
}
