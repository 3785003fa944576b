// An option gets a better name, and three that mean the same become one.
table("org_type").where("name = ?", "INGO").set("name", "International organisation");
table("org_type").where("name LIKE ?", "Gov%").mergeInto(2);
