package org.shuke.http;

import java.sql.Connection;
import java.sql.SQLException;

interface Once {
  Answer run(Connection transaction, Call.Effect effect) throws SQLException;
}
