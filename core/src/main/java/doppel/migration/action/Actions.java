package doppel.migration.action;

import doppel.migration.Change;

/** Finds the action for each kind of change. Stateless. */
public final class Actions {

    private Actions() {}

    /** The action for a change to the rows of a table. */
    public static Action of(Change.Said said) {
        String place = said.place();
        Change change = said.change();
        if (change instanceof Change.Move move) {
            return new ColumnActions.Move(place, move.table());
        } else if (change instanceof Change.Rename rename) {
            return new ColumnActions.Rename(place, rename.column(), rename.newColumn());
        } else if (change instanceof Change.ColumnIfThere there) {
            return new ColumnActions.IfThere(place, there.column());
        } else if (change instanceof Change.Drop drop) {
            return new ColumnActions.Drop(place, drop.column());
        } else if (change instanceof Change.Add add) {
            return new ColumnActions.Add(place, add.column(), add.value());
        } else if (change instanceof Change.Convert convert) {
            return new ColumnActions.Convert(place, convert.column(), convert.conversion());
        } else if (change instanceof Change.SetTo set) {
            return new ColumnActions.SetTo(place, set.column(), set.value());
        } else if (change instanceof Change.ReplaceRows) {
            return new RowActions.Replace(place);
        } else if (change instanceof Change.NumberedBy numbered) {
            return new NumberedAction(place, numbered.column(), numbered.sequence());
        } else if (change instanceof Change.Skip skip) {
            return new RowActions.Skip(place, skip.which());
        } else if (change instanceof Change.KeepOne one) {
            return new DistinctAction(place, one.distinct());
        } else if (change instanceof Change.Rekey rekey) {
            return new RekeyAction(place, rekey.table(), rekey.column(), rekey.key());
        } else if (change instanceof Change.SkipOrphans orphans) {
            return new OrphanAction(place, orphans);
        } else if (change instanceof Change.LookUp lookUp) {
            return new LookupAction(place, lookUp.column(), lookUp.lookup());
        } else if (change instanceof Change.Take take) {
            return new JoinAction(place, take.join());
        } else if (change instanceof Change.Also also) {
            return new RowActions.Also(place, also.table(), also.fill());
        } else if (change instanceof Change.Each each) {
            return new RowActions.Each(place, each.code());
        }
        throw new IllegalStateException("no action does " + change);
    }
}
