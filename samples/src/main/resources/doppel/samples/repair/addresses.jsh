// An address on several lines becomes one line.
table("office").where("instr(address, char(10)) > 0").set("address", row ->
    row.text("address").lines().map(String::strip).collect(Collectors.joining(", ")));
