package doppel.dialect.postgresql;

import doppel.dialect.CheckedAbility;
import doppel.dialect.Dialect;
import doppel.dialect.LiveDatabase;
import doppel.dialect.Portability;
import doppel.dialect.Queries;
import doppel.dialect.ScratchDatabase;
import doppel.dialect.Sequences;
import doppel.dialect.Source;
import doppel.dialect.Target;
import doppel.dialect.TargetRequest;
import doppel.dialect.TargetState;
import doppel.dialect.postgresql.catalog.PostgresqlSchemaReader;
import doppel.dialect.postgresql.connect.PostgresqlAddress;
import doppel.dialect.postgresql.connect.PostgresqlConnector;
import doppel.dialect.postgresql.connect.PostgresqlErrors;
import doppel.dialect.postgresql.replace.PostgresqlBorrowed;
import doppel.dialect.postgresql.replace.PostgresqlScratch;
import doppel.dialect.postgresql.replace.PostgresqlTargetState;
import doppel.dialect.postgresql.script.PostgresqlSequences;
import doppel.dialect.postgresql.value.PostgresqlTypes;
import doppel.dialect.server.Credentials;
import doppel.literal.JavaType;
import doppel.schema.Column;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.JdbiException;

/** PostgreSQL, through pgjdbc. A URL is {@code postgresql://user@host:port/database} or {@code jdbc:postgresql:…}. */
public final class PostgresqlDialect implements Dialect {

    private final Credentials credentials;

    /** For {@link java.util.ServiceLoader}. */
    public PostgresqlDialect() {
        this(Credentials.none());
    }

    private PostgresqlDialect(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public Dialect with(Credentials others) {
        return new PostgresqlDialect(others);
    }

    @Override
    public Credentials credentials() {
        return credentials;
    }

    @Override
    public String id() {
        return PostgresqlSchemaReader.ENGINE;
    }

    @Override
    public String displayName() {
        return "PostgreSQL";
    }

    @Override
    public boolean accepts(String url) {
        return PostgresqlAddress.accepts(url);
    }

    @Override
    public JavaType parameterType(Column column) {
        return PostgresqlTypes.parameterType(column);
    }

    @Override
    public Portability portability() {
        return new PostgresqlPortability();
    }

    @Override
    public Sequences sequences() {
        return new PostgresqlSequences();
    }

    @Override
    public Source openSource(String url) {
        return PostgresqlSource.open(connector(url));
    }

    @Override
    public LiveDatabase openLive(String url, boolean readOnly) {
        return PostgresqlLive.open(connector(url), readOnly);
    }

    @Override
    public TargetState inspect(String url, Set<String> mayHaveRows) {
        return PostgresqlTargetState.of(connector(url), mayHaveRows);
    }

    @Override
    public List<String> connections(String url) {
        return PostgresqlTargetState.connections(connector(url));
    }

    @Override
    public Target openTarget(TargetRequest request) {
        return PostgresqlTarget.open(connector(request.url()), request);
    }

    @Override
    public void stamp(String url, String version) {
        PostgresqlStamp.write(connector(url), version);
    }

    @Override
    public ScratchDatabase scratch(String url, Path directory) {
        return PostgresqlScratch.create(connector(url));
    }

    @Override
    public ScratchDatabase borrow(String url) {
        return PostgresqlBorrowed.of(connector(url));
    }

    @Override
    public List<CheckedAbility> check(String url) {
        return PostgresqlCheck.run(connector(url));
    }

    @Override
    public List<String> codeOfOthers(Source source, String copyUrl) {
        try (Connection connection = connector(copyUrl).open()) {
            String user = Queries.on(connection)
                    .createQuery("SELECT current_user")
                    .mapTo(String.class)
                    .one();
            return ((PostgresqlSource) source).codeOfOthers(user);
        } catch (SQLException | JdbiException e) {
            throw PostgresqlErrors.failure("Looking for code of others", e);
        }
    }

    private PostgresqlConnector connector(String url) {
        return PostgresqlConnector.ofUrl(url, credentials);
    }
}
