// References to sectors that do not exist are emptied.
table("office").where("sector_id NOT IN (SELECT id FROM sector)").set("sector_id", null);
