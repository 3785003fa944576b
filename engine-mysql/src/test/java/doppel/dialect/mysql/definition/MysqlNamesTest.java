package doppel.dialect.mysql.definition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MysqlNamesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select * from shop.item | select * from item",
                "select shop.item.id, `shop`.`f`(1) from `shop`.`item` | select item.id, `f`(1) from `item`",
                "create trigger shop.t before insert on shop . item for each row set new.a = 1"
                        + " | create trigger t before insert on item for each row set new.a = 1",
                "call shop.p(@shop.x, 'shop.x') | call p(@shop.x, 'shop.x')",
                "insert into shop.a select shop.id from shop.shop | insert into a select shop.id from shop",
                "select shop.id from shop where shop.id in (select id from shop.b, shop.c)"
                        + " | select shop.id from shop where shop.id in (select id from b, c)",
                "select 1 /* shop.x */ from (shop.a join shop.b) | select 1 /* shop.x */ from (a join b)",
                "select x.shop.y, workshop.z from workshop, t | select x.shop.y, workshop.z from workshop, t",
                "update shop.a set shop.a.x = shop.a.x + 1 | update a set a.x = a.x + 1",
            })
    void leavesOutItsOwnDatabase(String sql, String expected) {
        assertThat(MysqlNames.of(sql, MysqlToken.Mode.PLAIN).without("shop"::equals))
                .isEqualTo(expected);
    }

    @Test
    void tellsCommonTablesFromTables() {
        MysqlNames names = MysqlNames.of(
                "with recursive `n` (`i`) as (select 1 union all select i + 1 from n), m as (select 1 from z, n)"
                        + " select 1 from (n join (with `x` as (select 1 from x) select one from x) y) join m",
                MysqlToken.Mode.PLAIN);

        assertThat(names.references())
                .containsExactly(new MysqlNames.Reference(null, "z"), new MysqlNames.Reference(null, "x"));
    }

    @Test
    void findsOtherDatabasesOnlyWhereTablesStand() {
        MysqlNames names = MysqlNames.of(
                "select a.x, extract(year from b.y), other.f(1) from t a join `else`.`t` b on a.x = b.x,"
                        + " information_schema.tables i where c.z in (select 1 from third.u) on duplicate key "
                        + "update d.x = 1",
                MysqlToken.Mode.PLAIN);

        assertThat(names.otherDatabases("own"::equals)).containsExactly("else", "third");
    }
}
