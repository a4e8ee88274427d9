package dev.memfleet.server.memory;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.Buffer;
import java.nio.ByteBuffer;

/**
 * Raw memory off the Java heap, by address, in native byte order. Nothing is bounds-checked, and
 * the JVM's limit on direct buffers does not apply.
 *
 * <p>The only class that touches {@code sun.misc.Unsafe}: through constant method handles, which
 * the JIT compiles to the same loads and stores, because javac does not accept its name.
 */
public final class Memory {
  private static final Object UNSAFE = unsafe();
  private static final MethodHandle ALLOCATE = bind("allocateMemory", long.class, long.class);
  private static final MethodHandle FREE = bind("freeMemory", void.class, long.class);
  private static final MethodHandle SET =
      bind("setMemory", void.class, long.class, long.class, byte.class);
  private static final MethodHandle COPY =
      bind("copyMemory", void.class, long.class, long.class, long.class);
  private static final MethodHandle COPY_OBJECT =
      bind(
          "copyMemory", void.class, Object.class, long.class, Object.class, long.class, long.class);
  private static final long ARRAY_BASE = arrayBase();
  private static final MethodHandle GET_BYTE = bind("getByte", byte.class, long.class);
  private static final MethodHandle PUT_BYTE = bind("putByte", void.class, long.class, byte.class);
  private static final MethodHandle GET_SHORT = bind("getShort", short.class, long.class);
  private static final MethodHandle PUT_SHORT =
      bind("putShort", void.class, long.class, short.class);
  private static final MethodHandle GET_INT = bind("getInt", int.class, long.class);
  private static final MethodHandle PUT_INT = bind("putInt", void.class, long.class, int.class);
  private static final MethodHandle GET_LONG = bind("getLong", long.class, long.class);
  private static final MethodHandle PUT_FIELD =
      bind("putLong", void.class, Object.class, long.class, long.class);
  private static final MethodHandle PUT_INT_FIELD =
      bind("putInt", void.class, Object.class, long.class, int.class);
  private static final ByteBuffer EMPTY = ByteBuffer.allocateDirect(0);
  private static final long BUFFER_ADDRESS = bufferField("address");
  private static final long BUFFER_CAPACITY = bufferField("capacity");
  private static final MethodHandle PUT_LONG = bind("putLong", void.class, long.class, long.class);

  private Memory() {}

  private static Object unsafe() {
    try {
      Field field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
      field.setAccessible(true);
      return field.get(null);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static MethodHandle bind(String name, Class<?> result, Class<?>... parameters) {
    try {
      return MethodHandles.lookup()
          .findVirtual(UNSAFE.getClass(), name, MethodType.methodType(result, parameters))
          .bindTo(UNSAFE);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static long bufferField(String name) {
    try {
      Field field = Buffer.class.getDeclaredField(name);
      return (long) bind("objectFieldOffset", long.class, Field.class).invokeExact(field);
    } catch (Throwable t) {
      throw new ExceptionInInitializerError(t);
    }
  }

  private static long arrayBase() {
    try {
      return UNSAFE.getClass().getField("ARRAY_BYTE_BASE_OFFSET").getInt(null);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static Error failed(Throwable cause) {
    if (cause instanceof Error error) {
      return error;
    }
    return new AssertionError(cause);
  }

  /** Allocates memory with undefined contents; large blocks become resident only when touched. */
  public static long allocate(long bytes) {
    try {
      return (long) ALLOCATE.invokeExact(bytes);
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  /** Frees memory. */
  public static void free(long address) {
    try {
      FREE.invokeExact(address);
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  /** Fills with zeroes. */
  public static void clear(long address, long bytes) {
    try {
      SET.invokeExact(address, bytes, (byte) 0);
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  public static void copy(long from, long to, long bytes) {
    try {
      COPY.invokeExact(from, to, bytes);
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  /** Copies out of an array. */
  public static void copy(byte[] from, int offset, long to, int length) {
    try {
      COPY_OBJECT.invokeExact((Object) from, ARRAY_BASE + offset, (Object) null, to, (long) length);
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  /** Copies into an array. */
  public static void copy(long from, byte[] to, int offset, int length) {
    try {
      COPY_OBJECT.invokeExact((Object) null, from, (Object) to, ARRAY_BASE + offset, (long) length);
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  /** A copy of these bytes. */
  public static byte[] bytes(long from, int length) {
    byte[] bytes = new byte[length];
    copy(from, bytes, 0, length);
    return bytes;
  }

  /** A buffer over the memory, which it does not own; invalid once the memory is freed. */
  public static ByteBuffer view(long address, int bytes) {
    ByteBuffer view = EMPTY.duplicate();
    try {
      PUT_FIELD.invokeExact((Object) view, BUFFER_ADDRESS, address);
      PUT_INT_FIELD.invokeExact((Object) view, BUFFER_CAPACITY, bytes);
    } catch (Throwable t) {
      throw failed(t);
    }
    return view.clear();
  }

  public static byte getByte(long address) {
    try {
      return (byte) GET_BYTE.invokeExact(address);
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  public static void putByte(long address, byte value) {
    try {
      PUT_BYTE.invokeExact(address, value);
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  public static short getShort(long address) {
    try {
      return (short) GET_SHORT.invokeExact(address);
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  public static void putShort(long address, short value) {
    try {
      PUT_SHORT.invokeExact(address, value);
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  public static int getInt(long address) {
    try {
      return (int) GET_INT.invokeExact(address);
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  public static void putInt(long address, int value) {
    try {
      PUT_INT.invokeExact(address, value);
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  public static long getLong(long address) {
    try {
      return (long) GET_LONG.invokeExact(address);
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  public static void putLong(long address, long value) {
    try {
      PUT_LONG.invokeExact(address, value);
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  /** Whether two ranges hold the same bytes. */
  public static boolean equal(long a, long b, int length) {
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      if (getLong(a + i) != getLong(b + i)) {
        return false;
      }
    }
    for (; i < length; i++) {
      if (getByte(a + i) != getByte(b + i)) {
        return false;
      }
    }
    return true;
  }
}
