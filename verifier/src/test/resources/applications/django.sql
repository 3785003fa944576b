-- A web application by a framework's defaults: ISO texts in datetime, decimal, bool, CHECKs of JSON and unsigned.
CREATE TABLE IF NOT EXISTS "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);
CREATE TABLE IF NOT EXISTS "auth_user" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "is_superuser" bool NOT NULL, "username" varchar(150) NOT NULL UNIQUE, "date_joined" datetime NOT NULL, "birthday" date NULL);
CREATE TABLE IF NOT EXISTS "shop_order" ("id" char(32) NOT NULL PRIMARY KEY, "total" decimal NOT NULL, "quantity" integer unsigned NOT NULL CHECK ("quantity" >= 0), "extra" text NOT NULL CHECK ((JSON_VALID("extra") OR "extra" IS NULL)), "duration" bigint NOT NULL, "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX "shop_order_user_id_0f" ON "shop_order" ("user_id");
INSERT INTO django_migrations (app, name, applied) VALUES ('auth', '0001_initial', '2023-11-14 22:13:20.123456'), ('shop', '0001_initial', '2023-11-14 22:13:20');
INSERT INTO auth_user (password, last_login, is_superuser, username, date_joined, birthday) VALUES ('pbkdf2_sha256$1$ä=', NULL, 1, 'zoë', '2023-11-14 22:13:20.000001', '1999-12-31');
INSERT INTO shop_order VALUES ('6f9619ff8b86d011b42d00c04fc964ff', 12.5, 3, '{"a": [1, 2.50]}', 3600000000, 1), ('00000000000000000000000000000001', 10, 0, 'null', -1, 1);
