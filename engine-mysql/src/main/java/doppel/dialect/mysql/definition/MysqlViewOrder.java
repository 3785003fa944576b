package doppel.dialect.mysql.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts views after the views that they read; a view cannot read itself, not even through others. */
final class MysqlViewOrder {

    private final Map<String, MysqlDefinition> views = new LinkedHashMap<>();
    private final Set<String> begun = new LinkedHashSet<>();
    private final List<MysqlDefinition> ordered = new ArrayList<>();

    private MysqlViewOrder(List<MysqlDefinition> all) {
        all.forEach(view -> views.put(view.name(), view));
    }

    /** The same views in an order in which they can be created, but otherwise in the same order. */
    static List<MysqlDefinition> of(List<MysqlDefinition> views) {
        MysqlViewOrder order = new MysqlViewOrder(views);
        views.forEach(order::visit);
        return order.ordered;
    }

    /** The tables and views of its own database that a view reads. */
    static List<String> reads(MysqlDefinition view) {
        return MysqlNames.of(view.sql(), MysqlToken.Mode.PLAIN).references().stream()
                .filter(reference -> reference.database() == null)
                .map(MysqlNames.Reference::name)
                .toList();
    }

    private void visit(MysqlDefinition view) {
        if (begun.add(view.name())) {
            reads(view).stream().filter(views::containsKey).map(views::get).forEach(this::visit);
            ordered.add(view);
        }
    }
}
