package org.shuke.records;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A kind of record: its names, its table, its fields, who may reach it and its rules.
///
/// A type is immutable; an administrator's change of fields makes a new [Catalog] of new types.
/// Rooms make theirs with [Declaration].
public final class Type {
  /// Who a record belongs to, and therefore how the scopes own/team/tree apply.
  public sealed interface Ownership {
    /// By its `owner` field.
    ///
    /// @param alsoThrough references: whoever may reach the record behind one of them with a verb
    ///   may reach this one with it too
    /// @param members the parts that name with whom a record is shared: `user` or `team`, and
    ///   `write`; `account.members` for those of the record that the reference leads to
    /// @param pool the reference to the pool in which it lies while nobody owns it
    record Owned(List<String> alsoThrough, @Nullable String members, @Nullable String pool)
        implements Ownership {
      public Owned {
        alsoThrough = List.copyOf(alsoThrough);
      }

      /// The reference to the record whose members count; null where the record has its own.
      public @Nullable String sharedThrough() {
        return members == null || members.indexOf('.') < 0
            ? null
            : members.substring(0, members.indexOf('.'));
      }

      public boolean shared() {
        return members != null || pool != null;
      }
    }

    /// Read and written inside the record that its `via` reference names, with that record's
    /// rights.
    record Part(String parent, String via) implements Ownership {}

    /// By its `owner` field; everybody whom his role lets read the type reads the records whose
    /// field `shared` is true.
    record Personal(String shared) implements Ownership {}

    /// By its `owner` field; the users in the array column `people` may read it too, as far as
    /// their role lets them read the type at all.
    record Involving(String people) implements Ownership {}

    /// Everybody's: only the scope `all` exists.
    ///
    /// @param about a reference: what names a record there is for those alone who may read that
    ///   one, or, where that is common too, what it is about in turn
    record Common(@Nullable String about) implements Ownership {
      public Common() {
        this(null);
      }
    }

    /// Figures that the program computes from *all* records of the type `from`: whoever may not
    /// read all of them sees the figures only if a role says so.
    record Computed(String from) implements Ownership {}
  }

  /// A pure rule: what a record must be, and the message code and field when it is not.
  public record Rule<D>(String code, @Nullable String field, Predicate<D> holds) {}

  /// Completes a record from its own values (a name from its parts, a total from its lines) before
  /// the rules look at it.
  @FunctionalInterface
  public interface Derivation {
    void fill(Draft draft);
  }

  /// A business verb: a method of the room's desk that the engine publishes and knows nothing
  /// about.
  ///
  /// @param needs what the caller must be allowed to do with the record before the desk is asked
  /// @param open does the desk itself find and lock the record, because of many who come at once
  ///   all but one may no longer see it?
  /// @param input the closed record that callers send
  public record Verb<I>(
      String name, org.shuke.records.Verb needs, boolean open, Class<I> input, Handler<I> handler) {
    public Verb(String name, org.shuke.records.Verb needs, Class<I> input, Handler<I> handler) {
      this(name, needs, false, input, handler);
    }

    /// What the desk does with the record, which is locked and which the caller may reach; the
    /// result is rendered as JSON. It runs in the request's transaction: what it writes through
    /// `unit`, or as the desk through [Unit#asDesk()], is kept or dropped as a whole.
    @FunctionalInterface
    public interface Handler<I> {
      @Nullable Object run(Unit unit, java.util.UUID id, I input) throws java.sql.SQLException;
    }
  }

  /// Puts records of this type on the timeline of the record that `via` names, at the time in `at`.
  public record OnPage(String via, String at) {}

  /// How records of a type come to be.
  public enum Made {
    /// By everybody who has the right to.
    FREELY,
    /// By verbs of this or another type alone, as a shipment is by its order's `ship`.
    BY_VERBS,
    /// By the program, which works them out from what is written elsewhere and may at any time do
    /// so anew: they are nobody's work, and go with the record that they are parts of.
    BY_PROJECTION
  }

  private final Spec spec;
  private final Map<String, Field> fields = new LinkedHashMap<>();

  /// Everything a type is made of.
  ///
  /// @param name singular, kebab-case: `order-line`
  /// @param table `schema.table`
  /// @param title the field that stands for the record in lists and links
  /// @param details the Java record that rules see, or null where the type has no rules
  /// @param derivations run in order on every draft, for the type's own records
  /// @param custom labels of a type that an administrator made, else null
  /// @param made how its records come to be
  public record Spec(
      String name,
      String plural,
      String table,
      String title,
      Ownership ownership,
      List<Field> fields,
      List<Inverse> inverses,
      @Nullable Class<? extends Record> details,
      List<Rule<?>> rules,
      List<Verb<?>> verbs,
      List<OnPage> pages,
      List<Derivation> derivations,
      @Nullable Map<String, String> custom,
      Made made) {

    /// The same with fields more.
    public Spec with(List<Field> more) {
      return with(ownership, longer(fields, more), inverses, verbs, pages, derivations);
    }

    private Spec with(
        Ownership ownership,
        List<Field> fields,
        List<Inverse> inverses,
        List<Verb<?>> verbs,
        List<OnPage> pages,
        List<Derivation> derivations) {
      return new Spec(
          name,
          plural,
          table,
          title,
          ownership,
          fields,
          inverses,
          details,
          rules,
          verbs,
          pages,
          derivations,
          custom,
          made);
    }

    private static <T> List<T> longer(List<T> list, List<? extends T> more) {
      var longer = new ArrayList<T>(list);
      longer.addAll(more);
      return longer;
    }
  }

  public Type(Spec spec) {
    this.spec = spec;
    spec.fields().forEach(f -> fields.put(f.name(), f));
  }

  /// This type with one field more, under which another wing hangs the fields that it computes: the
  /// 1:1 row of the type `target` with the same id.
  public Type extended(String field, String target) {
    var extension =
        new Field(
            field,
            Names.snake(field),
            Kind.EXTENSION,
            target,
            List.of(),
            null,
            Field.Flags.NONE.asSystem(),
            null);
    return new Type(spec.with(List.of(extension)));
  }

  /// This type with one reference more, which a higher wing hangs on it so that its records stand
  /// on the page of that wing's: the lead that an activity is about.
  ///
  /// @param inverse the to-many relation that the target gets
  /// @param at the time at which they stand on the target's timeline
  public Type referring(String field, String target, String inverse, String at) {
    var reference =
        new Field(
            field,
            Names.snake(field),
            Kind.REFERENCE,
            target,
            List.of(),
            null,
            Field.Flags.NONE,
            null);
    return new Type(
        spec.with(
            spec.ownership(),
            Spec.longer(spec.fields(), List.of(reference)),
            Spec.longer(spec.inverses(), List.of(new Inverse(inverse, name(), field, false))),
            spec.verbs(),
            Spec.longer(spec.pages(), List.of(new OnPage(field, at))),
            spec.derivations()));
  }

  /// This owned type, which whoever reaches the record behind one of its references reaches too.
  public Type alsoThrough(String field) {
    var owned = (Ownership.Owned) spec.ownership();
    var through = Spec.longer(owned.alsoThrough(), List.of(field(field).name()));
    return new Type(
        spec.with(
            new Ownership.Owned(through, owned.members(), owned.pool()),
            spec.fields(),
            spec.inverses(),
            spec.verbs(),
            spec.pages(),
            spec.derivations()));
  }

  /// This type with business verbs more, which another room brings.
  public Type with(List<Verb<?>> verbs) {
    return new Type(
        spec.with(
            spec.ownership(),
            spec.fields(),
            spec.inverses(),
            Spec.longer(spec.verbs(), verbs),
            spec.pages(),
            spec.derivations()));
  }

  /// This type whose records another room completes as well.
  public Type derived(Derivation more) {
    return new Type(
        spec.with(
            spec.ownership(),
            spec.fields(),
            spec.inverses(),
            spec.verbs(),
            spec.pages(),
            Spec.longer(spec.derivations(), List.of(more))));
  }

  public String name() {
    return spec.name();
  }

  public String plural() {
    return spec.plural();
  }

  public String schema() {
    return spec.table().substring(0, spec.table().indexOf('.'));
  }

  public String table() {
    return spec.table().substring(spec.table().indexOf('.') + 1);
  }

  public Field title() {
    return field(spec.title());
  }

  public Ownership ownership() {
    return spec.ownership();
  }

  public Spec spec() {
    return spec;
  }

  public Collection<Field> fields() {
    return fields.values();
  }

  public @Nullable Field find(String name) {
    return fields.get(name);
  }

  /// The field of that name.
  ///
  /// @throws IllegalArgumentException when there is none: a mistake of the program, not of a caller
  public Field field(String name) {
    var field = fields.get(name);
    if (field == null) {
      throw new IllegalArgumentException("type " + name() + " has no field " + name);
    }
    return field;
  }

  public boolean isPart() {
    return spec.ownership() instanceof Ownership.Part;
  }

  /// Why nobody makes a record of this type by itself, and by which verbs it is made; null where
  /// everybody with the right to may.
  public @Nullable String byDesk() {
    return spec.made() == Made.BY_VERBS ? name() + ".by-its-verbs" : null;
  }

  /// Does the program work its records out from what is written elsewhere?
  public boolean isProjection() {
    return spec.made() == Made.BY_PROJECTION;
  }

  /// Parts go with their owner, and what the program keeps for itself is never deleted: neither has
  /// a bin.
  public boolean hasBin() {
    return find("updatedAt") != null;
  }

  @Override
  public String toString() {
    return name();
  }
}
