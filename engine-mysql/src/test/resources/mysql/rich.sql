-- what MySQL and MariaDB both know
CREATE TABLE `people` (
  `id` int unsigned NOT NULL AUTO_INCREMENT COMMENT 'it''s "the" key; \\ with; semicolons
and lines',
  `name` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT 'a;''b\\c',
  `mail` varchar(100) CHARACTER SET latin1 DEFAULT NULL,
  `born` date DEFAULT '1900-01-01',
  `seen` timestamp NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  `ever` timestamp NOT NULL DEFAULT '2001-02-03 04:05:06',
  `kind` enum('a','b;','c''c','ü') DEFAULT 'b;',
  `tags` set('x','y') DEFAULT NULL,
  `length` int GENERATED ALWAYS AS (char_length(`name`)) VIRTUAL,
  `upper` varchar(80) GENERATED ALWAYS AS (concat(upper(`name`),';')) STORED,
  `place` point NOT NULL,
  `story` text,
  `boss` int unsigned DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `mail` (`mail`),
  KEY `name` (`name`(10), `born` DESC),
  KEY `upper` (`upper`),
  FULLTEXT KEY `story` (`story`),
  SPATIAL KEY `place` (`place`),
  KEY `boss` (`boss`),
  CONSTRAINT `named` CHECK (`name` <> 'CONSTRAINT x FOREIGN KEY'),
  CONSTRAINT `people_ibfk_1` FOREIGN KEY (`boss`) REFERENCES `people` (`id`) ON DELETE SET NULL ON UPDATE CASCADE
) ENGINE=InnoDB AUTO_INCREMENT=4711 DEFAULT CHARSET=utf8mb4 COMMENT='people, ''all'' of them' ROW_FORMAT=DYNAMIC;

CREATE TABLE `orders` (
  `id` bigint NOT NULL AUTO_INCREMENT,
  `buyer` int unsigned NOT NULL,
  `a``b "c" d.e` int DEFAULT NULL,
  `sum` decimal(10,2) NOT NULL DEFAULT '0.00',
  PRIMARY KEY (`id`),
  FOREIGN KEY (`buyer`) REFERENCES `people` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=100;

CREATE TABLE `left` (`id` int PRIMARY KEY, `right` bigint, CONSTRAINT `to right` FOREIGN KEY (`right`) REFERENCES `orders` (`id`) ON DELETE CASCADE);
CREATE TABLE `parts` (`id` int NOT NULL, `day` date NOT NULL, PRIMARY KEY (`id`, `day`))
  PARTITION BY RANGE (to_days(`day`)) SUBPARTITION BY HASH (`id`) SUBPARTITIONS 2
  (PARTITION p0 VALUES LESS THAN (to_days('2020-01-01')) COMMENT = 'old', PARTITION p1 VALUES LESS THAN MAXVALUE);
CREATE TABLE `old` (`id` int NOT NULL AUTO_INCREMENT, `t` char(10), PRIMARY KEY (`id`)) ENGINE=MyISAM AUTO_INCREMENT=77 CHECKSUM=1;
CREATE TABLE `small` (`id` int, `b` blob, KEY (`b`(5))) ENGINE=InnoDB ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8;
CREATE TABLE `übung` (`größe` int, `日本` varchar(10) DEFAULT 'é😀');
CREATE TABLE `no key` (`x` json, `y` bit(9) DEFAULT b'101', `z` binary(3) DEFAULT 'a\0b', `f` float, `yr` year);

DELIMITER //
CREATE FUNCTION `twice`(n int) RETURNS int DETERMINISTIC
  COMMENT 'it''s twice'
BEGIN
  -- it's a comment; with a semicolon
  /* and "another */
  DECLARE r int DEFAULT n * 2; # and one more
  RETURN r;
END//
CREATE PROCEDURE `report`(IN since date, OUT n int) SQL SECURITY INVOKER READS SQL DATA
BEGIN
  SELECT count(*) INTO n FROM people WHERE born >= since AND name <> 'x;//''';
  SELECT people.name, twice(people.id) FROM people, orders o WHERE o.buyer = people.id;
END//
SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT'//
CREATE PROCEDURE "odd"() SELECT "name" || 'x\' FROM "people"//
SET sql_mode = 'STRICT_ALL_TABLES'//
CREATE TRIGGER `people_in` BEFORE INSERT ON `people` FOR EACH ROW BEGIN SET NEW.name = trim(NEW.name); SET NEW.mail = lower(NEW.mail); END//
CREATE TRIGGER `people_first` BEFORE INSERT ON `people` FOR EACH ROW PRECEDES `people_in` SET NEW.born = coalesce(NEW.born, '2000-01-01')//
CREATE TRIGGER `a last` BEFORE INSERT ON `people` FOR EACH ROW FOLLOWS `people_in` SET NEW.name = concat(NEW.name, ';;')//
CREATE TRIGGER `orders_gone` AFTER DELETE ON `orders` FOR EACH ROW INSERT INTO `left` VALUES (OLD.id, NULL)//
CREATE EVENT `tidy` ON SCHEDULE EVERY 1 DAY STARTS '2031-01-01 03:00:00' ON COMPLETION PRESERVE DISABLE COMMENT 'tidies; up' DO
BEGIN
  DELETE FROM orders WHERE sum = 0;
END//
SET time_zone = '+05:30'//
CREATE EVENT `once` ON SCHEDULE AT '2037-12-31 23:59:59' ENABLE DO CALL report('2020-01-01', @n)//
SET time_zone = '+00:00'//
DELIMITER ;
CREATE VIEW `z_base` AS SELECT p.id, p.name, twice(p.id) AS double_id, 'ü''x' AS word FROM people p;
CREATE VIEW `a_top` (`i`, `n`) AS SELECT z.id, (SELECT max(o.sum) FROM orders o WHERE o.buyer = z.id) FROM z_base z LEFT JOIN `übung` u ON u.`größe` = z.id;
CREATE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW `checked` AS SELECT id, name FROM people WHERE name > 'k' WITH CASCADED CHECK OPTION;
CREATE VIEW `parted` AS SELECT extract(year FROM p.born) AS y, trim(BOTH 'x' FROM p.name) AS t FROM people p UNION ALL SELECT 1, i FROM a_top;
