/// The dispatch laboratory: the same verified code executed by different loops (docs/dispatch.md).
///
/// `PlainSwitch`, `NarrowLoadsSwitch`, `ScaledSwitch`, `HeapCodeSwitch` and `HotColdSwitch`
/// repeat each other's cases on purpose. What is measured is the one thing in which a loop
/// differs, which is how it fetches, decodes and dispatches, in every case; C2 sees a method as a
/// whole, so nothing of it can be shared by calls without being another variant. A template that
/// the build expands would have one loop with five conditions in each line instead of five loops
/// that can be read and stepped through, and what a variant is about would stand in none of them.
/// The instructions themselves are shared (`Operations`), as is the way to memory (`Access`), and
/// a test holds that all variants print the same for every kernel.
package jorus.dispatch;
