/** An object that was parsed from somebody's JSON or protobuf. */
export type Parsed = Readonly<Record<string, unknown>>;

/** The value as an object, if it is one; lists are none. */
export function parsed(value: unknown): Parsed | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Parsed) : undefined;
}

/** A field that the object itself has; what it inherits, such as `constructor`, is nobody's data. Null is absent. */
export function own(object: Parsed | undefined, name: string): unknown {
  return object !== undefined && Object.hasOwn(object, name) ? (object[name] ?? undefined) : undefined;
}

/** A field that holds a text with something in it. */
export function ownText(object: Parsed | undefined, name: string): string | undefined {
  const value = own(object, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A field that holds an object. */
export function ownObject(object: Parsed | undefined, name: string): Parsed | undefined {
  return parsed(own(object, name));
}

/** A field that holds a list; none is empty. */
export function ownList(object: Parsed | undefined, name: string): readonly unknown[] {
  const value = own(object, name);
  return Array.isArray(value) ? value : [];
}
