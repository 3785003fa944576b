package doppel.bench.shape;

import static doppel.bench.shape.ColumnType.CHARACTERS;
import static doppel.bench.shape.ColumnType.CHOICE;
import static doppel.bench.shape.ColumnType.DATE;
import static doppel.bench.shape.ColumnType.INTEGER;
import static doppel.bench.shape.ColumnType.VARYING;

import java.util.List;

/** The tables of MySQL's employees sample, with about as many rows a person as there. */
final class EmployeesShape {

    private static final String SUBJECT = "employees";
    private static final int FIRST_NUMBER = 10_001;
    private static final double ROWS_A_PERSON = 13.04;

    private static final List<String> FIRST_NAMES = List.of(
            "Georgi",
            "Bezalel",
            "Parto",
            "Chirstian",
            "Kyoichi",
            "Anneke",
            "Tzvetan",
            "Saniya",
            "Sumant",
            "Duangkaew",
            "Mary",
            "Patricio",
            "Eberhardt",
            "Berni",
            "Guoxiang",
            "Kazuhito",
            "Cristinel",
            "Kazuhide",
            "Lillian",
            "Mayuko",
            "Ramzi",
            "Shahaf",
            "Bojan",
            "Suzette");
    private static final List<String> LAST_NAMES = List.of(
            "Facello",
            "Simmel",
            "Bamford",
            "Koblick",
            "Maliniak",
            "Preusig",
            "Zielinski",
            "Kalloufi",
            "Peac",
            "Piveteau",
            "Sluis",
            "Bridgland",
            "Terkki",
            "Genin",
            "Nooteboom",
            "Cappelletti",
            "Bouloucos",
            "Peha",
            "Haddadi",
            "Baek",
            "Pettey",
            "Heyers",
            "Berztiss",
            "O'Hara");
    private static final List<String> TITLES = List.of(
            "Senior Engineer",
            "Staff",
            "Engineer",
            "Senior Staff",
            "Assistant Engineer",
            "Technique Leader",
            "Manager");
    private static final List<String> DEPARTMENTS = List.of(
            "Marketing",
            "Finance",
            "Human Resources",
            "Production",
            "Development",
            "Quality Management",
            "Sales",
            "Research",
            "Customer Service");

    private final int people;

    private EmployeesShape(int people) {
        this.people = people;
    }

    static List<ShapeTable> tables(long rows) {
        EmployeesShape shape = new EmployeesShape((int) Math.max(1, Math.round(rows / ROWS_A_PERSON)));
        return List.of(
                ShapeTable.named("employees")
                        .required("emp_no", INTEGER)
                        .required("birth_date", DATE)
                        .required("first_name", VARYING, "14")
                        .required("last_name", VARYING, "16")
                        .required("gender", CHOICE, "'M','F'")
                        .required("hire_date", DATE)
                        .primaryKey("emp_no")
                        .holding(shape::employees),
                ShapeTable.named("departments")
                        .required("dept_no", CHARACTERS, "4")
                        .required("dept_name", VARYING, "40")
                        .primaryKey("dept_no")
                        .unique("dept_name")
                        .holding(EmployeesShape::departments),
                membership("dept_manager").holding(shape::managers),
                membership("dept_emp").holding(shape::members),
                ofEmployee("titles")
                        .required("title", VARYING, "50")
                        .required("from_date", DATE)
                        .column("to_date", DATE)
                        .primaryKey("emp_no", "title", "from_date")
                        .holding(shape::titles),
                ofEmployee("salaries")
                        .required("salary", INTEGER)
                        .required("from_date", DATE)
                        .required("to_date", DATE)
                        .primaryKey("emp_no", "from_date")
                        .holding(shape::salaries));
    }

    private static ShapeTable.Builder ofEmployee(String name) {
        return ShapeTable.named(name).required("emp_no", INTEGER).refers("emp_no", "employees", "emp_no");
    }

    private static ShapeTable.Builder membership(String name) {
        return ofEmployee(name)
                .required("dept_no", CHARACTERS, "4")
                .required("from_date", DATE)
                .required("to_date", DATE)
                .primaryKey("emp_no", "dept_no")
                .refers("dept_no", "departments", "dept_no");
    }

    private void employees(RowSink sink) {
        for (int person = 0; person < people; person++) {
            Dice dice = Dice.of(SUBJECT, person);
            int hired = hired(dice);
            sink.row(
                    number(person),
                    Times.day(dice.below(4700)),
                    dice.pick(FIRST_NAMES),
                    dice.pick(LAST_NAMES),
                    dice.chance(600) ? "M" : "F",
                    Times.day(hired));
        }
    }

    private static void departments(RowSink sink) {
        for (int i = 0; i < DEPARTMENTS.size(); i++) {
            sink.row(department(i), DEPARTMENTS.get(i));
        }
    }

    private void members(RowSink sink) {
        for (int person = 0; person < people; person++) {
            String from = Times.day(hired(Dice.of(SUBJECT, person)));
            Dice dice = Dice.of("members", person);
            int first = dice.below(DEPARTMENTS.size());
            sink.row(number(person), department(first), from, Times.OPEN_END);
            if (dice.chance(105)) {
                int second = (first + dice.between(1, DEPARTMENTS.size() - 1)) % DEPARTMENTS.size();
                sink.row(number(person), department(second), from, Times.OPEN_END);
            }
        }
    }

    private void managers(RowSink sink) {
        for (int person = 3; person < people; person += 12_500) {
            String from = Times.day(hired(Dice.of(SUBJECT, person)));
            sink.row(number(person), department(person % DEPARTMENTS.size()), from, Times.OPEN_END);
        }
    }

    private void titles(RowSink sink) {
        for (int person = 0; person < people; person++) {
            int from = hired(Dice.of(SUBJECT, person));
            Dice dice = Dice.of("titles", person);
            int first = dice.below(TITLES.size());
            if (dice.chance(478)) {
                String promoted = Times.day(from + 1500);
                sink.row(number(person), TITLES.get(first), Times.day(from), promoted);
                int second = (first + dice.between(1, TITLES.size() - 1)) % TITLES.size();
                sink.row(
                        number(person), TITLES.get(second), promoted, dice.chance(800) ? null : Times.day(from + 3000));
            } else {
                sink.row(number(person), TITLES.get(first), Times.day(from), dice.chance(800) ? null : Times.OPEN_END);
            }
        }
    }

    private void salaries(RowSink sink) {
        for (int person = 0; person < people; person++) {
            int from = hired(Dice.of(SUBJECT, person));
            Dice dice = Dice.of("salaries", person);
            long salary = dice.between(38_000, 97_999);
            int years = dice.between(1, 18);
            for (int year = 0; year < years; year++) {
                sink.row(number(person), salary, Times.day(from + year * 365), Times.day(from + year * 365 + 365));
                salary += dice.between(-500, 3999);
            }
        }
    }

    /** The first number that the dice of a person give. */
    private static int hired(Dice dice) {
        return dice.between(12_000, 16_999);
    }

    private static Long number(int person) {
        return (long) FIRST_NUMBER + person;
    }

    private static String department(int index) {
        return "d00" + (index + 1);
    }
}
