package doppel.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** No two servers get the same port, whichever virtual machines start them. */
final class PortsTest {

    /** The virtual machine beside: tries to take the ports that it is told. */
    static final class Other {
        public static void main(String[] ports) {
            for (String port : ports) {
                System.out.print(Ports.take(Integer.parseInt(port)) + " ");
            }
        }
    }

    @Test
    void areGivenOnce() {
        assertThat(IntStream.range(0, 200).map(any -> Ports.free()).toArray()).doesNotHaveDuplicates();
    }

    @Test
    void areGivenToOneVirtualMachine() throws Exception {
        int mine = Ports.free();
        int nobodys = Ports.free() + 20_000; // beyond those that are given
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        String.valueOf(mine),
                        String.valueOf(nobodys))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();

        assertThat(new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("false true ");
    }
}
