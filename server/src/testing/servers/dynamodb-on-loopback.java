import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.dynamodb.services.local.main.ServerRunner;

/* DynamoDB Local takes no option for where to listen, and would listen on every interface. */
class DynamodbOnLoopback {
  public static void main(String[] options) throws Exception {
    var local = ServerRunner.createServerFromCommandLineArgs(options);
    var server = local.getClass().getDeclaredField("server");
    server.setAccessible(true);
    for (var connector : ((Server) server.get(local)).getConnectors())
      ((ServerConnector) connector).setHost("127.0.0.1");
    local.safeStart();
    local.join();
  }
}
