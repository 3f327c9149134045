import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.trino.Session;
import io.trino.plugin.memory.MemoryPlugin;
import io.trino.spi.TrinoException;
import io.trino.spi.type.ArrayType;
import io.trino.spi.type.MapType;
import io.trino.spi.type.RowType;
import io.trino.spi.type.SqlVarbinary;
import io.trino.spi.type.TimeZoneKey;
import io.trino.spi.type.Type;
import io.trino.sql.parser.ParsingException;
import io.trino.testing.LocalQueryRunner;
import io.trino.testing.MaterializedResult;
import io.trino.testing.MaterializedRow;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

import static io.trino.testing.TestingSession.testSessionBuilder;

/** Trino in this process, with its memory connector: a statement (a JSON text) a line in, an answer (JSON) a line out. */
public class Answers {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        Session session = testSessionBuilder()
                .setCatalog("memory")
                .setSchema("default")
                .setTimeZoneKey(TimeZoneKey.UTC_KEY)
                .setStart(Instant.parse(args[0]))
                // as Athena has it: a bare 1.5 is a double
                .setSystemProperty("parse_decimal_literals_as_double", "true")
                .build();
        try (LocalQueryRunner runner = LocalQueryRunner.create(session);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            runner.installPlugin(new MemoryPlugin());
            runner.createCatalog("memory", "memory", Map.of());
            // as many at once as there are processors; answered in the order in which they came
            ExecutorService workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
            BlockingQueue<Future<String>> answers = new LinkedBlockingQueue<>();
            Thread printer = new Thread(() -> print(answers, out));
            printer.start();
            String line;
            while ((line = in.readLine()) != null) {
                String sql = JSON.readTree(line).asText();
                answers.add(workers.submit(() -> JSON.writeValueAsString(answer(runner, session, sql))));
            }
            answers.add(CompletableFuture.completedFuture(""));
            printer.join();
        }
        System.exit(0);
    }

    private static void print(BlockingQueue<Future<String>> answers, PrintStream out) {
        try {
            for (String answer = answers.take().get(); !answer.isEmpty(); answer = answers.take().get()) {
                out.println(answer);
            }
        }
        catch (InterruptedException | ExecutionException error) {
            throw new IllegalStateException(error);
        }
    }

    private static ObjectNode answer(LocalQueryRunner runner, Session session, String sql) {
        ObjectNode answer = JSON.createObjectNode();
        try {
            MaterializedResult result = runner.execute(session, sql);
            ArrayNode types = answer.putArray("types");
            result.getTypes().forEach(type -> types.add(type.getDisplayName()));
            ArrayNode rows = answer.putArray("rows");
            for (MaterializedRow row : result.getMaterializedRows()) {
                ArrayNode cells = rows.addArray();
                for (int i = 0; i < row.getFieldCount(); i++) {
                    cells.add(value(row.getField(i), result.getTypes().get(i)));
                }
            }
        }
        catch (Throwable error) { // an answer, too: its name is compared
            answer.removeAll();
            answer.put("error", name(error));
            answer.put("message", String.valueOf(error.getMessage()));
        }
        return answer;
    }

    private static String name(Throwable error) {
        if (error instanceof TrinoException known) {
            return known.getErrorCode().getName();
        }
        if (error instanceof ParsingException) {
            return "SYNTAX_ERROR";
        }
        return error.getClass().getName();
    }

    /** Arrays and rows are lists, maps lists of pairs, everything else text or null. */
    private static JsonNode value(Object value, Type type) {
        if (value == null) {
            return NullNode.getInstance();
        }
        if (type instanceof ArrayType array) {
            ArrayNode made = JSON.createArrayNode();
            ((List<?>) value).forEach(item -> made.add(value(item, array.getElementType())));
            return made;
        }
        if (type instanceof RowType row) {
            ArrayNode made = JSON.createArrayNode();
            List<?> items = value instanceof MaterializedRow fields ? fields.getFields() : (List<?>) value;
            for (int i = 0; i < items.size(); i++) {
                made.add(value(items.get(i), row.getTypeParameters().get(i)));
            }
            return made;
        }
        if (type instanceof MapType map) {
            List<ArrayNode> pairs = new ArrayList<>();
            ((Map<?, ?>) value).forEach((k, v) -> pairs.add(JSON.createArrayNode().add(value(k, map.getKeyType())).add(value(v, map.getValueType()))));
            pairs.sort(Comparator.comparing(JsonNode::toString));
            return JSON.createArrayNode().addAll(pairs);
        }
        if (value instanceof SqlVarbinary bytes) {
            return TextNode.valueOf(HexFormat.of().formatHex(bytes.getBytes()));
        }
        if (value instanceof byte[] bytes) {
            return TextNode.valueOf(HexFormat.of().formatHex(bytes));
        }
        if (value instanceof BigDecimal number) {
            return TextNode.valueOf(number.toPlainString());
        }
        return TextNode.valueOf(value.toString());
    }
}
