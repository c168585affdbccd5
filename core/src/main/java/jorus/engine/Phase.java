package jorus.engine;

/// The stages of a run, in order.
public enum Phase {
    READ("read source"),
    PARSE("parse"),
    CHECK("check types"),
    REFINE("specialise"),
    LOWER("lower and optimise"),
    EMIT("emit bytecode"),
    VERIFY("verify"),
    PREPARE("prepare instance"),
    RUN("run");

    private final String text;

    Phase(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
