import * as z from 'zod';

/* Schema types in plain words. */
const words: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};
const units: Record<string, string> = { string: 'characters', array: 'items', set: 'items' };
const formats: Record<string, string> = {
  email: 'an e-mail address',
  url: 'a URL',
  uuid: 'an id',
  datetime: 'a date and time such as 2026-05-04T10:20:30Z',
  date: 'a date such as 2026-05-04',
};

type Issue = z.core.$ZodRawIssue;

/** Describes an invalid field to the person who sent it. Schemas with messages of their own keep them. */
function describeIssue(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'Required';
      return `Must be ${words[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `Must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}`;
    case 'too_small':
      return `Must ${bound(issue.origin, 'at least', issue.minimum)}`;
    case 'too_big':
      return `Must ${bound(issue.origin, 'at most', issue.maximum)}`;
    case 'invalid_format':
      return `Must be ${formats[issue.format] ?? 'in the format that the API documentation shows'}`;
    case 'unrecognized_keys':
      return 'Unknown field';
    case 'invalid_union':
      return 'Must have one of the documented forms';
    default:
      return 'Invalid value';
  }
}

function bound(origin: string, side: string, value: number | bigint): string {
  const unit = units[origin];
  return unit ? `have ${side} ${value} ${unit}` : `be ${side} ${value}`;
}

z.config({ customError: describeIssue });
