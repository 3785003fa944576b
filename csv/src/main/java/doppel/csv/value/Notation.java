package doppel.csv.value;

/** How values are written as text. */
public enum Notation {
    /** NULL is a bare empty field, bytes are hexadecimal. */
    OURS,
    /** As web2py writes and reads its single file: NULL is {@code <NULL>}, bytes are base64. */
    WEB2PY
}
