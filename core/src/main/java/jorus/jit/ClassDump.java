package jorus.jit;

/// Takes every class that is compiled, for people to look at.
public interface ClassDump {
    /// `name` is that of the class, `bytes` its file.
    void write(String name, byte[] bytes);
}
