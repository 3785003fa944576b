// What is no day is emptied.
table("organisation").where("created_on NOT GLOB '????-??-??'").set("created_on", null);
