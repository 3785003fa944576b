CREATE TABLE `only_mysql` (
  `id` int NOT NULL,
  `hidden` int DEFAULT '3' INVISIBLE,
  `calc` int DEFAULT ((1 + 2)),
  `doc` json DEFAULT NULL,
  `where` point SRID 4326 DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `invisible` (`calc`) INVISIBLE,
  KEY `expression` ((`calc` + 1)),
  KEY `multi` ((cast(`doc`->'$.a' as unsigned array))),
  CONSTRAINT `soft` CHECK (`calc` > 0) NOT ENFORCED,
  CHECK (`calc` > 1)
) ENGINE=InnoDB;
ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_de_pb_0900_ai_ci;
CREATE TABLE german (t varchar(10));
SET restrict_fk_on_non_standard_key = 0;
CREATE TABLE `loose` (`x` int unsigned, FOREIGN KEY (`x`) REFERENCES `orders` (`buyer`));
