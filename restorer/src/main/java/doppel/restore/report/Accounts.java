package doppel.restore.report;

import doppel.dialect.Dialects;
import doppel.restore.statement.Account;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Sums up what became of the rows. */
public final class Accounts {

    private Accounts() {}

    /** The accounts by table, in the order of the schema; tables without rows are left out. */
    public static List<RestoreReport.TableRows> byTable(Schema schema, List<Account> accounts) {
        Map<String, RestoreReport.TableRows> rows = new LinkedHashMap<>();
        for (Table table : schema.tables()) {
            rows.put(table.name(), new RestoreReport.TableRows(table.name(), 0, 0, 0, 0));
        }
        for (Account account : accounts) {
            if (account.read() > 0) {
                rows.merge(account.table(), rows(account), Accounts::sum);
            }
        }
        return new ArrayList<>(
                rows.values().stream().filter(report -> report.read() > 0).toList());
    }

    private static RestoreReport.TableRows rows(Account account) {
        return new RestoreReport.TableRows(
                account.table(),
                account.read(),
                account.saved(),
                account.skipped(),
                account.read() - account.saved() - account.skipped());
    }

    private static RestoreReport.TableRows sum(RestoreReport.TableRows one, RestoreReport.TableRows other) {
        return new RestoreReport.TableRows(
                one.table(),
                one.read() + other.read(),
                one.saved() + other.saved(),
                one.skipped() + other.skipped(),
                one.unsaved() + other.unsaved());
    }

    /**
     * The rows that had no place in the target, a sentence for each table. Those that their engine derives from others
     * are not lost.
     */
    public static List<String> placeless(Schema schema, Schema target, List<RestoreReport.TableRows> rows) {
        Predicate<Table> derived = Dialects.knows(schema.engine())
                ? Dialects.forId(schema.engine()).portability()::derives
                : table -> false;
        return rows.stream()
                .filter(of -> of.skipped() > 0 && target.table(of.table()).isEmpty())
                .filter(of -> schema.table(of.table())
                        .filter(table -> table.internal() && !derived.test(table))
                        .isPresent())
                .map(of -> String.format(
                        Locale.ROOT,
                        "Left out: %,d row%s of %s, which only the fixture's own engine understands.",
                        of.skipped(),
                        of.skipped() == 1 ? "" : "s",
                        of.table()))
                .toList();
    }
}
