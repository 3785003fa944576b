// Organisations that were entered twice: the first stays, and its offices are those of all.
for (Row first : table("organisation")
    .where("id IN (SELECT min(id) FROM organisation GROUP BY lower(name) HAVING count(*) > 1)").rows()) {
  table("organisation").where("lower(name) = lower(?)", first.text("name")).mergeInto(first.number("id"));
}
