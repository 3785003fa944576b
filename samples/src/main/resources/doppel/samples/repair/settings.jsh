// The rows of a kept table go into the one that the upgrade has created.
for (Row row : table("setting_kept").rows()) {
  table("setting").insert(row.remove("id").rename("setting", "name"));
}
