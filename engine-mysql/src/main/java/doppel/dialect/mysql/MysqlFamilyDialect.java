package doppel.dialect.mysql;

import doppel.dialect.CheckedAbility;
import doppel.dialect.Dialect;
import doppel.dialect.LiveDatabase;
import doppel.dialect.Portability;
import doppel.dialect.ScratchDatabase;
import doppel.dialect.Sequences;
import doppel.dialect.Source;
import doppel.dialect.Target;
import doppel.dialect.TargetRequest;
import doppel.dialect.TargetState;
import doppel.dialect.mysql.connect.MysqlConnector;
import doppel.dialect.mysql.connect.MysqlFlavor;
import doppel.dialect.mysql.definition.MysqlSequences;
import doppel.dialect.mysql.replace.MysqlBorrowed;
import doppel.dialect.mysql.replace.MysqlRecovery;
import doppel.dialect.mysql.replace.MysqlScratch;
import doppel.dialect.mysql.replace.MysqlTargetState;
import doppel.dialect.mysql.value.MysqlType;
import doppel.dialect.server.Credentials;
import doppel.literal.JavaType;
import doppel.schema.Column;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The common part of the engines of this family, which is nearly everything. */
abstract class MysqlFamilyDialect implements Dialect {

    private final MysqlFlavor flavor;
    private final MysqlConnector connector;

    MysqlFamilyDialect(MysqlFlavor flavor, Credentials credentials) {
        this.flavor = flavor;
        connector = new MysqlConnector(flavor, credentials);
    }

    @Override
    public final String id() {
        return flavor.id();
    }

    @Override
    public final String displayName() {
        return flavor.displayName();
    }

    @Override
    public final boolean accepts(String url) {
        return flavor.accepts(url);
    }

    @Override
    public final JavaType parameterType(Column column) {
        return MysqlType.of(column).parameterType(column.nullable());
    }

    @Override
    public final Portability portability() {
        return new MysqlPortability(flavor);
    }

    @Override
    public final Sequences sequences() {
        return new MysqlSequences();
    }

    @Override
    public final Source openSource(String url) {
        return MysqlSource.open(url, connector);
    }

    @Override
    public final LiveDatabase openLive(String url, boolean readOnly) {
        return MysqlLive.open(url, connector, readOnly);
    }

    @Override
    public final TargetState inspect(String url, Set<String> mayHaveRows) {
        return MysqlTargetState.of(url, connector, mayHaveRows);
    }

    @Override
    public final Optional<String> unfinished(String url) {
        return MysqlRecovery.unfinished(url, connector);
    }

    @Override
    public final List<String> finish(String url) {
        return MysqlRecovery.finish(url, connector);
    }

    @Override
    public final List<String> connections(String url) {
        return MysqlTargetState.connections(url, connector);
    }

    @Override
    public final Target openTarget(TargetRequest request) {
        return MysqlTarget.open(request, connector);
    }

    @Override
    public final void stamp(String url, String version) {
        MysqlStamp.write(url, connector, version);
    }

    @Override
    public final ScratchDatabase scratch(String url, Path directory) {
        return MysqlScratch.create(url, connector);
    }

    @Override
    public final ScratchDatabase borrow(String url) {
        return MysqlBorrowed.of(url, connector);
    }

    @Override
    public final List<CheckedAbility> check(String url) {
        return MysqlCheck.run(url, connector);
    }

    @Override
    public final Credentials credentials() {
        return connector.credentials();
    }
}
