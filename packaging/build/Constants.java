import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.InvokeDynamicEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/// Completes a list of classes for the JVM's archive with what the JVM may resolve in them when it
/// makes the archive, so that it need not at each start: one line `@cp CLASS INDEX...` for each.
///
/// A JVM that is told to note the classes it loads notes these too, but only those that it has come
/// by, which depends on how its threads raced; then no two packages would be the same. So all are
/// listed, but for lambdas, which are made when they are resolved: of these, those in the list.
///
///     java -cp JARS:. Constants LIST
///
/// with the JVM whose list it is. The lines go to standard output.
final class Constants {

    private static final String LAMBDAS = "java/lang/invoke/LambdaMetafactory";
    private static final String LAMBDA = "@lambda-proxy ";

    private final Set<String> lambdas = new HashSet<>();

    public static void main(String[] arguments) throws IOException {
        List<String> list = Files.readAllLines(Path.of(arguments[0]));
        Constants constants = new Constants();
        list.stream().filter(line -> line.startsWith(LAMBDA)).forEach(constants.lambdas::add);
        for (String name : list) {
            if (!name.startsWith("@") && !name.startsWith("#")) {
                constants.of(name);
            }
        }
    }

    private void of(String name) throws IOException {
        try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
            if (in == null) {
                return; // made by the JVM itself
            }
            ClassModel model = ClassFile.of().parse(in.readAllBytes());
            StringJoiner line = new StringJoiner(" ", "@cp " + name + " ", "").setEmptyValue("");
            for (PoolEntry entry : model.constantPool()) {
                if (isResolvable(name, entry)) {
                    line.add(Integer.toString(entry.index()));
                }
            }
            if (line.length() > 0) {
                System.out.println(line);
            }
        }
    }

    private boolean isResolvable(String name, PoolEntry entry) {
        return switch (entry) {
            case ClassEntry _ -> true;
            case MemberRefEntry _ -> true;
            case InvokeDynamicEntry lambda -> lambdas.contains(LAMBDA + name + " " + words(lambda));
            default -> false;
        };
    }

    /// As the JVM lists it; nothing where it is no lambda.
    private static String words(InvokeDynamicEntry entry) {
        var bootstrap = entry.bootstrap();
        List<LoadableConstantEntry> arguments = bootstrap.arguments();
        boolean lambda =
                bootstrap.bootstrapMethod().reference().owner().asInternalName().equals(LAMBDAS);
        if (!lambda
                || !(arguments.get(0) instanceof MethodTypeEntry declared)
                || !(arguments.get(1) instanceof MethodHandleEntry does)
                || !(arguments.get(2) instanceof MethodTypeEntry called)) {
            return "";
        }
        MemberRefEntry method = does.reference();
        return String.join(
                " ",
                entry.name().stringValue(),
                entry.type().stringValue(),
                declared.descriptor().stringValue(),
                kind(does),
                method.owner().asInternalName(),
                method.name().stringValue(),
                method.type().stringValue(),
                called.descriptor().stringValue());
    }

    private static String kind(MethodHandleEntry does) {
        return switch (does.kind()) {
            case 5 -> "REF_invokeVirtual";
            case 6 -> "REF_invokeStatic";
            case 7 -> "REF_invokeSpecial";
            case 8 -> "REF_newInvokeSpecial";
            case 9 -> "REF_invokeInterface";
            default -> "";
        };
    }
}
