package farcron.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The whole program once more, with a bug planted into it: in one class, a call is replaced by one
/// of [PlantedBugs]. The program itself knows nothing of it.
final class Mutant extends ClassLoader {

    private static final String OURS = "farcron.";

    private final String in;
    private final String call;
    private final String instead;
    private boolean planted;

    /// @param in the class that gets the bug
    /// @param call the simple name of a class and a method that is called there, with a dot between
    /// @param instead a method of [PlantedBugs]; it is given the callee as its first argument
    Mutant(String in, String call, String instead) {
        super(Mutant.class.getClassLoader());
        this.in = in;
        this.call = call;
        this.instead = instead;
    }

    /// Tells a story with the bug in it.
    ///
    /// @return what is wrong; empty if nothing is noticed
    String tell(long seed, Duration length) throws ReflectiveOperationException {
        Method story =
                loadClass(Story.class.getName())
                        .getDeclaredMethod("tell", long.class, Duration.class);
        story.setAccessible(true);
        String wrong = "";
        try {
            story.invoke(null, seed, length);
        } catch (InvocationTargetException found) {
            wrong = String.valueOf(found.getCause().getMessage());
        }
        if (!planted) {
            throw new IllegalStateException("there is no call of " + call + " in " + in);
        }
        return wrong;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? findClass(name) : known;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] code = file.readAllBytes();
            byte[] planted = name.equals(in) ? plant(code) : code;
            return defineClass(name, planted, 0, planted.length);
        } catch (IOException trouble) {
            throw new ClassNotFoundException(name, trouble);
        }
    }

    private byte[] plant(byte[] code) {
        ClassFile files = ClassFile.of();
        return files.transformClass(
                files.parse(code), ClassTransform.transformingMethodBodies(this::replace));
    }

    private void replace(CodeBuilder builder, CodeElement element) {
        if (element instanceof InvokeInstruction invoke && call.equals(called(invoke))) {
            planted = true;
            builder.invokestatic(
                    ClassDesc.of(PlantedBugs.class.getName()), instead, withCallee(invoke));
        } else {
            builder.with(element);
        }
    }

    private static String called(InvokeInstruction invoke) {
        String owner = invoke.owner().asInternalName();
        return owner.substring(owner.lastIndexOf('/') + 1) + "." + invoke.name().stringValue();
    }

    /// All objects are just that, so that the bugs need not see what is not public.
    private static MethodTypeDesc withCallee(InvokeInstruction invoke) {
        List<ClassDesc> parameters = new ArrayList<>(List.of(ConstantDescs.CD_Object));
        for (ClassDesc parameter : invoke.typeSymbol().parameterList()) {
            parameters.add(parameter.isPrimitive() ? parameter : ConstantDescs.CD_Object);
        }
        return MethodTypeDesc.of(invoke.typeSymbol().returnType(), parameters);
    }
}
