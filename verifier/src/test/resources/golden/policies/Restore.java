import static doppel.fixture.Literals.*;
import doppel.fixture.*;
import doppel.schema.*;

/**
 * Version 1: 5 tables, 3 rows, dumped from SQLite.
 *
 * <p>To restore it:
 *
 * <pre>
 * doppel restore DIRECTORY --into TARGET
 * </pre>
 *
 * <p>or, in this directory, {@code java -cp doppel.jar Restore.java --into TARGET}. Edit what you like: each row is one call
 * of a create method below, and what such a method saves is what gets restored. {@code doppel seal DIRECTORY} makes
 * edited files the new truth. With sources of your own beside it, {@code java} needs JDK 22 or newer.
 */
public class Restore extends Fixture {

  public static void main(String... arguments) {
    launch(arguments);
  }

  @Override public String version() {
    return "1";
  }

  /** Runs before the first row is saved: decide here how rows of 1 become rows of the installed version. */
  @Override public void installMigrations(Migrations migrations) {
    migrations.install(this);
  }

  /** The schema that the rows were read from. */
  @Override public Schema schema() {
    return Schema.of("sqlite",
        countryTable(),
        regionTable(),
        cityTable(),
        roadTable(),
        sessionTable());
  }

  /** Loads the rows: tables that others refer to come first. */
  @Override public void load() {
    rows("CityRows", 2);
    rows("RoadRows", 1);
  }

  void country(long id, String iso, String name) {
    save(row("country")
        .set("id", id)
        .set("iso", iso)
        .set("name", name));
  }

  void region(long rowid, String land, Long no, String code) {
    save(row("region")
        .set("rowid", rowid)
        .set("land", land)
        .set("no", no)
        .set("code", code));
  }

  void city(
      long id,
      String countryIso,
      String countryIso2,
      String bornInIso,
      String land,
      String regionNoCode) {
    save(row("city")
        .set("id", id)
        .set("CountryId", keyOf("country", "id", "iso", countryIso))
        .set("countryIso", countryIso2)
        .set("born_in", keyOf("country", "id", "iso", bornInIso))
        .set("land", land)
        .set("region_no", keyOf("region", "no", "land", land, "code", regionNoCode)));
  }

  void road(Object[] values) {
    Row row = row("road");
    row.set("id", values[0]);
    row.set("country", keyOf("country", "id", "iso", values[1]));
    row.set("c0", values[2]);
    row.set("c1", values[3]);
    row.set("c2", values[4]);
    row.set("c3", values[5]);
    row.set("c4", values[6]);
    row.set("c5", values[7]);
    row.set("c6", values[8]);
    row.set("c7", values[9]);
    row.set("c8", values[10]);
    row.set("c9", values[11]);
    row.set("c10", values[12]);
    row.set("c11", values[13]);
    row.set("c12", values[14]);
    row.set("c13", values[15]);
    row.set("c14", values[16]);
    row.set("c15", values[17]);
    row.set("c16", values[18]);
    row.set("c17", values[19]);
    row.set("c18", values[20]);
    row.set("c19", values[21]);
    row.set("c20", values[22]);
    row.set("c21", values[23]);
    row.set("c22", values[24]);
    row.set("c23", values[25]);
    row.set("c24", values[26]);
    row.set("c25", values[27]);
    row.set("c26", values[28]);
    row.set("c27", values[29]);
    row.set("c28", values[30]);
    row.set("c29", values[31]);
    row.set("c30", values[32]);
    row.set("c31", values[33]);
    row.set("c32", values[34]);
    row.set("c33", values[35]);
    row.set("c34", values[36]);
    row.set("c35", values[37]);
    row.set("c36", values[38]);
    row.set("c37", values[39]);
    row.set("c38", values[40]);
    row.set("c39", values[41]);
    row.set("c40", values[42]);
    row.set("c41", values[43]);
    row.set("c42", values[44]);
    row.set("c43", values[45]);
    row.set("c44", values[46]);
    row.set("c45", values[47]);
    row.set("c46", values[48]);
    row.set("c47", values[49]);
    row.set("c48", values[50]);
    row.set("c49", values[51]);
    row.set("c50", values[52]);
    row.set("c51", values[53]);
    row.set("c52", values[54]);
    row.set("c53", values[55]);
    row.set("c54", values[56]);
    row.set("c55", values[57]);
    row.set("c56", values[58]);
    row.set("c57", values[59]);
    row.set("c58", values[60]);
    row.set("c59", values[61]);
    row.set("c60", values[62]);
    row.set("c61", values[63]);
    row.set("c62", values[64]);
    row.set("c63", values[65]);
    row.set("c64", values[66]);
    row.set("c65", values[67]);
    row.set("c66", values[68]);
    row.set("c67", values[69]);
    row.set("c68", values[70]);
    row.set("c69", values[71]);
    row.set("c70", values[72]);
    row.set("c71", values[73]);
    row.set("c72", values[74]);
    row.set("c73", values[75]);
    row.set("c74", values[76]);
    row.set("c75", values[77]);
    row.set("c76", values[78]);
    row.set("c77", values[79]);
    row.set("c78", values[80]);
    row.set("c79", values[81]);
    row.set("c80", values[82]);
    row.set("c81", values[83]);
    row.set("c82", values[84]);
    row.set("c83", values[85]);
    row.set("c84", values[86]);
    row.set("c85", values[87]);
    row.set("c86", values[88]);
    row.set("c87", values[89]);
    row.set("c88", values[90]);
    row.set("c89", values[91]);
    row.set("c90", values[92]);
    row.set("c91", values[93]);
    row.set("c92", values[94]);
    row.set("c93", values[95]);
    row.set("c94", values[96]);
    row.set("c95", values[97]);
    row.set("c96", values[98]);
    row.set("c97", values[99]);
    row.set("c98", values[100]);
    row.set("c99", values[101]);
    row.set("c100", values[102]);
    row.set("c101", values[103]);
    row.set("c102", values[104]);
    row.set("c103", values[105]);
    row.set("c104", values[106]);
    row.set("c105", values[107]);
    row.set("c106", values[108]);
    row.set("c107", values[109]);
    row.set("c108", values[110]);
    row.set("c109", values[111]);
    row.set("c110", values[112]);
    row.set("c111", values[113]);
    row.set("c112", values[114]);
    row.set("c113", values[115]);
    row.set("c114", values[116]);
    row.set("c115", values[117]);
    row.set("c116", values[118]);
    row.set("c117", values[119]);
    row.set("c118", values[120]);
    row.set("c119", values[121]);
    row.set("c120", values[122]);
    row.set("c121", values[123]);
    row.set("c122", values[124]);
    row.set("c123", values[125]);
    row.set("c124", values[126]);
    row.set("c125", values[127]);
    row.set("c126", values[128]);
    row.set("c127", values[129]);
    row.set("c128", values[130]);
    row.set("c129", values[131]);
    row.set("c130", values[132]);
    row.set("c131", values[133]);
    row.set("c132", values[134]);
    row.set("c133", values[135]);
    row.set("c134", values[136]);
    row.set("c135", values[137]);
    row.set("c136", values[138]);
    row.set("c137", values[139]);
    row.set("c138", values[140]);
    row.set("c139", values[141]);
    row.set("c140", values[142]);
    row.set("c141", values[143]);
    row.set("c142", values[144]);
    row.set("c143", values[145]);
    row.set("c144", values[146]);
    row.set("c145", values[147]);
    row.set("c146", values[148]);
    row.set("c147", values[149]);
    row.set("c148", values[150]);
    row.set("c149", values[151]);
    row.set("c150", values[152]);
    row.set("c151", values[153]);
    row.set("c152", values[154]);
    row.set("c153", values[155]);
    row.set("c154", values[156]);
    row.set("c155", values[157]);
    row.set("c156", values[158]);
    row.set("c157", values[159]);
    row.set("c158", values[160]);
    row.set("c159", values[161]);
    row.set("c160", values[162]);
    row.set("c161", values[163]);
    row.set("c162", values[164]);
    row.set("c163", values[165]);
    row.set("c164", values[166]);
    row.set("c165", values[167]);
    row.set("c166", values[168]);
    row.set("c167", values[169]);
    row.set("c168", values[170]);
    row.set("c169", values[171]);
    row.set("c170", values[172]);
    row.set("c171", values[173]);
    row.set("c172", values[174]);
    row.set("c173", values[175]);
    row.set("c174", values[176]);
    row.set("c175", values[177]);
    row.set("c176", values[178]);
    row.set("c177", values[179]);
    row.set("c178", values[180]);
    row.set("c179", values[181]);
    row.set("c180", values[182]);
    row.set("c181", values[183]);
    row.set("c182", values[184]);
    row.set("c183", values[185]);
    row.set("c184", values[186]);
    row.set("c185", values[187]);
    row.set("c186", values[188]);
    row.set("c187", values[189]);
    row.set("c188", values[190]);
    row.set("c189", values[191]);
    row.set("c190", values[192]);
    row.set("c191", values[193]);
    row.set("c192", values[194]);
    row.set("c193", values[195]);
    row.set("c194", values[196]);
    row.set("c195", values[197]);
    row.set("c196", values[198]);
    row.set("c197", values[199]);
    row.set("c198", values[200]);
    row.set("c199", values[201]);
    row.set("c200", values[202]);
    row.set("c201", values[203]);
    row.set("c202", values[204]);
    row.set("c203", values[205]);
    row.set("c204", values[206]);
    row.set("c205", values[207]);
    row.set("c206", values[208]);
    row.set("c207", values[209]);
    row.set("c208", values[210]);
    row.set("c209", values[211]);
    row.set("c210", values[212]);
    row.set("c211", values[213]);
    row.set("c212", values[214]);
    row.set("c213", values[215]);
    row.set("c214", values[216]);
    row.set("c215", values[217]);
    row.set("c216", values[218]);
    row.set("c217", values[219]);
    row.set("c218", values[220]);
    row.set("c219", values[221]);
    row.set("c220", values[222]);
    row.set("c221", values[223]);
    row.set("c222", values[224]);
    row.set("c223", values[225]);
    row.set("c224", values[226]);
    row.set("c225", values[227]);
    row.set("c226", values[228]);
    row.set("c227", values[229]);
    row.set("c228", values[230]);
    row.set("c229", values[231]);
    row.set("c230", values[232]);
    row.set("c231", values[233]);
    row.set("c232", values[234]);
    row.set("c233", values[235]);
    row.set("c234", values[236]);
    row.set("c235", values[237]);
    row.set("c236", values[238]);
    row.set("c237", values[239]);
    row.set("c238", values[240]);
    row.set("c239", values[241]);
    row.set("c240", values[242]);
    row.set("c241", values[243]);
    row.set("c242", values[244]);
    row.set("c243", values[245]);
    row.set("c244", values[246]);
    row.set("c245", values[247]);
    row.set("c246", values[248]);
    row.set("c247", values[249]);
    row.set("c248", values[250]);
    row.set("c249", values[251]);
    row.set("c250", values[252]);
    row.set("c251", values[253]);
    row.set("c252", values[254]);
    row.set("c253", values[255]);
    row.set("c254", values[256]);
    row.set("c255", values[257]);
    row.set("c256", values[258]);
    row.set("c257", values[259]);
    row.set("c258", values[260]);
    row.set("c259", values[261]);
    row.set("c260", values[262]);
    row.set("c261", values[263]);
    row.set("c262", values[264]);
    row.set("c263", values[265]);
    row.set("c264", values[266]);
    row.set("c265", values[267]);
    row.set("c266", values[268]);
    row.set("c267", values[269]);
    row.set("c268", values[270]);
    row.set("c269", values[271]);
    row.set("c270", values[272]);
    row.set("c271", values[273]);
    row.set("c272", values[274]);
    row.set("c273", values[275]);
    row.set("c274", values[276]);
    row.set("c275", values[277]);
    row.set("c276", values[278]);
    row.set("c277", values[279]);
    row.set("c278", values[280]);
    row.set("c279", values[281]);
    row.set("c280", values[282]);
    row.set("c281", values[283]);
    row.set("c282", values[284]);
    row.set("c283", values[285]);
    row.set("c284", values[286]);
    row.set("c285", values[287]);
    row.set("c286", values[288]);
    row.set("c287", values[289]);
    row.set("c288", values[290]);
    row.set("c289", values[291]);
    row.set("c290", values[292]);
    row.set("c291", values[293]);
    row.set("c292", values[294]);
    row.set("c293", values[295]);
    row.set("c294", values[296]);
    row.set("c295", values[297]);
    row.set("c296", values[298]);
    row.set("c297", values[299]);
    row.set("c298", values[300]);
    row.set("c299", values[301]);
    save(row);
  }

  void session2(long id, Long city) {
    save(row("session")
        .set("id", id)
        .set("city", city));
  }

  private static Table countryTable() {
    return Table.named("country")
        .required("id", "INTEGER")
        .required("iso", "TEXT")
        .column("name", "TEXT")
        .primaryKey("id")
        .unique("", "iso")
        .identity("id", 3)
        .recreated("iso")
        .build();
  }

  private static Table regionTable() {
    return Table.named("region")
        .rowId("rowid")
        .column("land", "TEXT")
        .column("no", "INTEGER")
        .required("code", "TEXT")
        .primaryKey("land", "no")
        .recreated("land", "code")
        .build();
  }

  private static Table cityTable() {
    return Table.named("city")
        .required("id", "INTEGER")
        .required("CountryId", "INTEGER")
        .column("countryIso", "TEXT")
        .column("born_in", "INTEGER")
        .column("land", "TEXT")
        .column("region_no", "INTEGER")
        .primaryKey("id")
        .foreignKey("land", "region_no").references("region", "land", "no")
        .foreignKey("born_in").references("country", "id")
        .foreignKey("CountryId").references("country", "id")
        .identity("id", 3)
        .build();
  }

  private static Table roadTable() {
    Table.Builder table = Table.named("road");
    table.required("id", "INTEGER");
    table.column("country", "INTEGER");
    table.column("c0", "TEXT");
    table.column("c1", "TEXT");
    table.column("c2", "TEXT");
    table.column("c3", "TEXT");
    table.column("c4", "TEXT");
    table.column("c5", "TEXT");
    table.column("c6", "TEXT");
    table.column("c7", "TEXT");
    table.column("c8", "TEXT");
    table.column("c9", "TEXT");
    table.column("c10", "TEXT");
    table.column("c11", "TEXT");
    table.column("c12", "TEXT");
    table.column("c13", "TEXT");
    table.column("c14", "TEXT");
    table.column("c15", "TEXT");
    table.column("c16", "TEXT");
    table.column("c17", "TEXT");
    table.column("c18", "TEXT");
    table.column("c19", "TEXT");
    table.column("c20", "TEXT");
    table.column("c21", "TEXT");
    table.column("c22", "TEXT");
    table.column("c23", "TEXT");
    table.column("c24", "TEXT");
    table.column("c25", "TEXT");
    table.column("c26", "TEXT");
    table.column("c27", "TEXT");
    table.column("c28", "TEXT");
    table.column("c29", "TEXT");
    table.column("c30", "TEXT");
    table.column("c31", "TEXT");
    table.column("c32", "TEXT");
    table.column("c33", "TEXT");
    table.column("c34", "TEXT");
    table.column("c35", "TEXT");
    table.column("c36", "TEXT");
    table.column("c37", "TEXT");
    table.column("c38", "TEXT");
    table.column("c39", "TEXT");
    table.column("c40", "TEXT");
    table.column("c41", "TEXT");
    table.column("c42", "TEXT");
    table.column("c43", "TEXT");
    table.column("c44", "TEXT");
    table.column("c45", "TEXT");
    table.column("c46", "TEXT");
    table.column("c47", "TEXT");
    table.column("c48", "TEXT");
    table.column("c49", "TEXT");
    table.column("c50", "TEXT");
    table.column("c51", "TEXT");
    table.column("c52", "TEXT");
    table.column("c53", "TEXT");
    table.column("c54", "TEXT");
    table.column("c55", "TEXT");
    table.column("c56", "TEXT");
    table.column("c57", "TEXT");
    table.column("c58", "TEXT");
    table.column("c59", "TEXT");
    table.column("c60", "TEXT");
    table.column("c61", "TEXT");
    table.column("c62", "TEXT");
    table.column("c63", "TEXT");
    table.column("c64", "TEXT");
    table.column("c65", "TEXT");
    table.column("c66", "TEXT");
    table.column("c67", "TEXT");
    table.column("c68", "TEXT");
    table.column("c69", "TEXT");
    table.column("c70", "TEXT");
    table.column("c71", "TEXT");
    table.column("c72", "TEXT");
    table.column("c73", "TEXT");
    table.column("c74", "TEXT");
    table.column("c75", "TEXT");
    table.column("c76", "TEXT");
    table.column("c77", "TEXT");
    table.column("c78", "TEXT");
    table.column("c79", "TEXT");
    table.column("c80", "TEXT");
    table.column("c81", "TEXT");
    table.column("c82", "TEXT");
    table.column("c83", "TEXT");
    table.column("c84", "TEXT");
    table.column("c85", "TEXT");
    table.column("c86", "TEXT");
    table.column("c87", "TEXT");
    table.column("c88", "TEXT");
    table.column("c89", "TEXT");
    table.column("c90", "TEXT");
    table.column("c91", "TEXT");
    table.column("c92", "TEXT");
    table.column("c93", "TEXT");
    table.column("c94", "TEXT");
    table.column("c95", "TEXT");
    table.column("c96", "TEXT");
    table.column("c97", "TEXT");
    table.column("c98", "TEXT");
    table.column("c99", "TEXT");
    table.column("c100", "TEXT");
    table.column("c101", "TEXT");
    table.column("c102", "TEXT");
    table.column("c103", "TEXT");
    table.column("c104", "TEXT");
    table.column("c105", "TEXT");
    table.column("c106", "TEXT");
    table.column("c107", "TEXT");
    table.column("c108", "TEXT");
    table.column("c109", "TEXT");
    table.column("c110", "TEXT");
    table.column("c111", "TEXT");
    table.column("c112", "TEXT");
    table.column("c113", "TEXT");
    table.column("c114", "TEXT");
    table.column("c115", "TEXT");
    table.column("c116", "TEXT");
    table.column("c117", "TEXT");
    table.column("c118", "TEXT");
    table.column("c119", "TEXT");
    table.column("c120", "TEXT");
    table.column("c121", "TEXT");
    table.column("c122", "TEXT");
    table.column("c123", "TEXT");
    table.column("c124", "TEXT");
    table.column("c125", "TEXT");
    table.column("c126", "TEXT");
    table.column("c127", "TEXT");
    table.column("c128", "TEXT");
    table.column("c129", "TEXT");
    table.column("c130", "TEXT");
    table.column("c131", "TEXT");
    table.column("c132", "TEXT");
    table.column("c133", "TEXT");
    table.column("c134", "TEXT");
    table.column("c135", "TEXT");
    table.column("c136", "TEXT");
    table.column("c137", "TEXT");
    table.column("c138", "TEXT");
    table.column("c139", "TEXT");
    table.column("c140", "TEXT");
    table.column("c141", "TEXT");
    table.column("c142", "TEXT");
    table.column("c143", "TEXT");
    table.column("c144", "TEXT");
    table.column("c145", "TEXT");
    table.column("c146", "TEXT");
    table.column("c147", "TEXT");
    table.column("c148", "TEXT");
    table.column("c149", "TEXT");
    table.column("c150", "TEXT");
    table.column("c151", "TEXT");
    table.column("c152", "TEXT");
    table.column("c153", "TEXT");
    table.column("c154", "TEXT");
    table.column("c155", "TEXT");
    table.column("c156", "TEXT");
    table.column("c157", "TEXT");
    table.column("c158", "TEXT");
    table.column("c159", "TEXT");
    table.column("c160", "TEXT");
    table.column("c161", "TEXT");
    table.column("c162", "TEXT");
    table.column("c163", "TEXT");
    table.column("c164", "TEXT");
    table.column("c165", "TEXT");
    table.column("c166", "TEXT");
    table.column("c167", "TEXT");
    table.column("c168", "TEXT");
    table.column("c169", "TEXT");
    table.column("c170", "TEXT");
    table.column("c171", "TEXT");
    table.column("c172", "TEXT");
    table.column("c173", "TEXT");
    table.column("c174", "TEXT");
    table.column("c175", "TEXT");
    table.column("c176", "TEXT");
    table.column("c177", "TEXT");
    table.column("c178", "TEXT");
    table.column("c179", "TEXT");
    table.column("c180", "TEXT");
    table.column("c181", "TEXT");
    table.column("c182", "TEXT");
    table.column("c183", "TEXT");
    table.column("c184", "TEXT");
    table.column("c185", "TEXT");
    table.column("c186", "TEXT");
    table.column("c187", "TEXT");
    table.column("c188", "TEXT");
    table.column("c189", "TEXT");
    table.column("c190", "TEXT");
    table.column("c191", "TEXT");
    table.column("c192", "TEXT");
    table.column("c193", "TEXT");
    table.column("c194", "TEXT");
    table.column("c195", "TEXT");
    table.column("c196", "TEXT");
    table.column("c197", "TEXT");
    table.column("c198", "TEXT");
    table.column("c199", "TEXT");
    table.column("c200", "TEXT");
    table.column("c201", "TEXT");
    table.column("c202", "TEXT");
    table.column("c203", "TEXT");
    table.column("c204", "TEXT");
    table.column("c205", "TEXT");
    table.column("c206", "TEXT");
    table.column("c207", "TEXT");
    table.column("c208", "TEXT");
    table.column("c209", "TEXT");
    table.column("c210", "TEXT");
    table.column("c211", "TEXT");
    table.column("c212", "TEXT");
    table.column("c213", "TEXT");
    table.column("c214", "TEXT");
    table.column("c215", "TEXT");
    table.column("c216", "TEXT");
    table.column("c217", "TEXT");
    table.column("c218", "TEXT");
    table.column("c219", "TEXT");
    table.column("c220", "TEXT");
    table.column("c221", "TEXT");
    table.column("c222", "TEXT");
    table.column("c223", "TEXT");
    table.column("c224", "TEXT");
    table.column("c225", "TEXT");
    table.column("c226", "TEXT");
    table.column("c227", "TEXT");
    table.column("c228", "TEXT");
    table.column("c229", "TEXT");
    table.column("c230", "TEXT");
    table.column("c231", "TEXT");
    table.column("c232", "TEXT");
    table.column("c233", "TEXT");
    table.column("c234", "TEXT");
    table.column("c235", "TEXT");
    table.column("c236", "TEXT");
    table.column("c237", "TEXT");
    table.column("c238", "TEXT");
    table.column("c239", "TEXT");
    table.column("c240", "TEXT");
    table.column("c241", "TEXT");
    table.column("c242", "TEXT");
    table.column("c243", "TEXT");
    table.column("c244", "TEXT");
    table.column("c245", "TEXT");
    table.column("c246", "TEXT");
    table.column("c247", "TEXT");
    table.column("c248", "TEXT");
    table.column("c249", "TEXT");
    table.column("c250", "TEXT");
    table.column("c251", "TEXT");
    table.column("c252", "TEXT");
    table.column("c253", "TEXT");
    table.column("c254", "TEXT");
    table.column("c255", "TEXT");
    table.column("c256", "TEXT");
    table.column("c257", "TEXT");
    table.column("c258", "TEXT");
    table.column("c259", "TEXT");
    table.column("c260", "TEXT");
    table.column("c261", "TEXT");
    table.column("c262", "TEXT");
    table.column("c263", "TEXT");
    table.column("c264", "TEXT");
    table.column("c265", "TEXT");
    table.column("c266", "TEXT");
    table.column("c267", "TEXT");
    table.column("c268", "TEXT");
    table.column("c269", "TEXT");
    table.column("c270", "TEXT");
    table.column("c271", "TEXT");
    table.column("c272", "TEXT");
    table.column("c273", "TEXT");
    table.column("c274", "TEXT");
    table.column("c275", "TEXT");
    table.column("c276", "TEXT");
    table.column("c277", "TEXT");
    table.column("c278", "TEXT");
    table.column("c279", "TEXT");
    table.column("c280", "TEXT");
    table.column("c281", "TEXT");
    table.column("c282", "TEXT");
    table.column("c283", "TEXT");
    table.column("c284", "TEXT");
    table.column("c285", "TEXT");
    table.column("c286", "TEXT");
    table.column("c287", "TEXT");
    table.column("c288", "TEXT");
    table.column("c289", "TEXT");
    table.column("c290", "TEXT");
    table.column("c291", "TEXT");
    table.column("c292", "TEXT");
    table.column("c293", "TEXT");
    table.column("c294", "TEXT");
    table.column("c295", "TEXT");
    table.column("c296", "TEXT");
    table.column("c297", "TEXT");
    table.column("c298", "TEXT");
    table.column("c299", "TEXT");
    table.primaryKey("id");
    table.foreignKey("country").references("country", "id");
    table.identity("id", 2);
    return table.build();
  }

  private static Table sessionTable() {
    return Table.named("session")
        .required("id", "INTEGER")
        .column("city", "INTEGER")
        .primaryKey("id")
        .foreignKey("city").references("city", "id")
        .identity("id", 2)
        .skipped()
        .build();
  }
}
