import { z } from 'zod';
import { Settings } from './settings.js';

/**
 * The table of every setting, for people, made from the schema that reads them.
 *
 * @returns Markdown, a line a setting in the order of the schema
 */
export function settingsTable(): string {
  const rows = Object.entries(Settings.shape).map(([name, schema]) => {
    const { description = '', isSecret = false } = (schema.meta() ?? {}) as {
      description?: string;
      isSecret?: boolean;
    };
    const file = isSecret ? ` or \`${name}_FILE\`` : '';
    return `| \`${name}\`${file} | ${description} | ${allowed(schema)} | ${fallback(schema)} |`;
  });
  return ['| variable | meaning | allowed | default |', '|---|---|---|---|', ...rows, ''].join('\n');
}

function allowed(schema: z.ZodType): string {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodNumber) return `${inner.minValue} to ${inner.maxValue}`;
  if (inner instanceof z.ZodEnum) return inner.options.filter((one) => one !== '').join(', ');
  if (inner instanceof z.ZodISODateTime) return 'an instant such as 2026-10-01T00:00:00Z';
  return inner instanceof z.ZodString && inner.maxLength !== null
    ? `text of at most ${inner.maxLength} characters`
    : 'text';
}

function fallback(schema: z.ZodType): string {
  if (schema instanceof z.ZodDefault) return shown(schema.def.defaultValue);
  if (schema instanceof z.ZodPipe) return fallback(schema.def.in as z.ZodType);
  return '';
}

function shown(value: unknown): string {
  return value === '' ? 'empty' : `\`${value}\``;
}

function unwrapped(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional)
    return unwrapped(schema.def.innerType as z.ZodType);
  return schema instanceof z.ZodPipe ? unwrapped(schema.def.in as z.ZodType) : schema;
}
