package doppel.shell.snippet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The outline of a class file that javac wrote: its name, fields and methods, and where its constants are (JVM
 * specification, chapter 4).
 */
final class ClassFileOutline {

    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;
    private static final int METHOD_HANDLE = 15;
    private static final int METHOD_TYPE = 16;
    private static final int MODULE = 19;
    private static final int PACKAGE = 20;
    private static final int COUNT_POSITION = 8;

    private final byte[] bytes;
    private final int[] positions;
    private final int poolEnd;
    private final int thisClass;
    private final List<String> fields = new ArrayList<>();
    private final List<String> methods = new ArrayList<>();

    ClassFileOutline(byte[] bytes) {
        this.bytes = bytes;
        ByteBuffer in = ByteBuffer.wrap(bytes);
        in.position(COUNT_POSITION);
        positions = new int[Short.toUnsignedInt(in.getShort())];
        for (int i = 1; i < positions.length; i++) {
            positions[i] = in.position();
            int tag = in.get();
            in.position(in.position() + length(in, tag));
            if (tag == LONG || tag == DOUBLE) {
                i++; // such a constant takes two numbers
            }
        }
        poolEnd = in.position();
        in.getShort();
        thisClass = Short.toUnsignedInt(in.getShort());
        in.getShort();
        int interfaces = Short.toUnsignedInt(in.getShort());
        in.position(in.position() + 2 * interfaces);
        members(in, fields);
        members(in, methods);
    }

    private static int length(ByteBuffer in, int tag) {
        return switch (tag) {
            case UTF8 -> 2 + Short.toUnsignedInt(in.getShort(in.position()));
            case LONG, DOUBLE -> 8;
            case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> 2;
            case METHOD_HANDLE -> 3;
            default -> 4;
        };
    }

    private void members(ByteBuffer in, List<String> into) {
        int count = Short.toUnsignedInt(in.getShort());
        for (int i = 0; i < count; i++) {
            in.getShort();
            String name = text(Short.toUnsignedInt(in.getShort()));
            into.add(name + " " + text(Short.toUnsignedInt(in.getShort())));
            int attributes = Short.toUnsignedInt(in.getShort());
            for (int k = 0; k < attributes; k++) {
                in.getShort();
                int size = in.getInt();
                in.position(in.position() + size);
            }
        }
    }

    /** Its name with slashes. */
    String name() {
        return text(number(thisClass, 1));
    }

    /** Its fields, a name and a descriptor each. */
    List<String> fields() {
        return fields;
    }

    /** Its methods, a name and a descriptor each. */
    List<String> methods() {
        return methods;
    }

    /** Whether it names a class that is nested in it. */
    boolean hasNestedClasses() {
        String start = name() + "$";
        for (int i = 1; i < positions.length; i++) {
            if (tag(i) == CLASS && text(number(i, 1)).startsWith(start)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The same class under another name: it calls its own methods, but reads and writes the fields of the class whose
     * name it had.
     *
     * @param newName with slashes
     */
    byte[] withFieldsElsewhere(String newName) {
        byte[] name = newName.getBytes(StandardCharsets.UTF_8);
        int newText = positions.length;
        int newClass = newText + 1;
        ByteBuffer out = ByteBuffer.allocate(bytes.length + 3 + name.length + 3);
        out.put(bytes, 0, poolEnd);
        for (int i = 1; i < positions.length; i++) {
            if ((tag(i) == METHOD || tag(i) == INTERFACE_METHOD) && number(i, 1) == thisClass) {
                out.putShort(positions[i] + 1, (short) newClass);
            }
        }
        out.putShort(COUNT_POSITION, (short) (positions.length + 2));
        out.put((byte) UTF8).putShort((short) name.length).put(name);
        out.put((byte) CLASS).putShort((short) newText);
        int rest = out.position();
        out.put(bytes, poolEnd, bytes.length - poolEnd);
        out.putShort(rest + 2, (short) newClass);
        return out.array();
    }

    private int tag(int constant) {
        return positions[constant] == 0 ? 0 : bytes[positions[constant]];
    }

    private int number(int constant, int offset) {
        return Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort(positions[constant] + offset));
    }

    /** Names that javac writes for snippets have no character that the class file's UTF-8 spells in its own way. */
    private String text(int constant) {
        return new String(bytes, positions[constant] + 3, number(constant, 1), StandardCharsets.UTF_8);
    }
}
