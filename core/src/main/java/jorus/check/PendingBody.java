package jorus.check;

import jorus.syntax.Function;

/// The body of a function that was declared but not checked yet: `scope` is around its declaration,
/// which stands at `declaredAt` in the order of [Binding#sequence()].
record PendingBody(
        ModuleChecker module,
        Function function,
        TFunction target,
        Scope scope,
        int declaredAt,
        boolean isMethod) {}
