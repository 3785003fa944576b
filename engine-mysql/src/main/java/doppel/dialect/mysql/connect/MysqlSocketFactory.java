package doppel.dialect.mysql.connect;

import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.protocol.StandardSocketFactory;
import doppel.dialect.server.UnixSocket;
import java.net.Socket;
import java.nio.file.Path;

/** Lets the JDBC driver use a Unix socket. Public, since the driver creates it by its name. */
public final class MysqlSocketFactory extends StandardSocketFactory {

    /** The driver's own option for the path of a named pipe, which is used for the socket here. */
    static final String PATH = "path";

    /** For the driver. */
    public MysqlSocketFactory() {}

    @Override
    protected Socket createSocket(PropertySet properties) {
        return new UnixSocket(Path.of(properties.getStringProperty(PATH).getValue()));
    }
}
