import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Money } from '../format/format';
import type { Option } from '../ui/Inputs';

/** The value that each field type carries on the wire. */
export type FieldValues = {
  text: string;
  longText: string;
  number: number;
  percent: number;
  money: Money;
  date: string;
  dateTime: string;
  yesNo: boolean;
  code: string;
  tags: string[];
  phone: string;
  email: string;
  web: string;
  user: string;
  rating: number;
  /** Codes of province, city, district; later ones may be missing. */
  region: string[];
  /** The code of a province, city or district alone. */
  place: string;
  choices: string[];
  /** Id of another record. */
  record: string;
};

export type FieldType = keyof FieldValues;

type FieldOf<T extends FieldType> = {
  /** The API's name of the field: sort key, filter key and JSON member. */
  key: string;
  type: T;
  label: string;
  icon?: LucideIcon;
  /** `code`: the key of its code list, or the options themselves. */
  codeList?: string;
  options?: Option[];
  /** For records: the kind that they are. */
  relatesTo?: string;
};

/** A field apart from any record: enough to display, enter, filter and format a value. */
export type Field = { [T in FieldType]: FieldOf<T> }[FieldType];

/** A field of a list's row, with its abilities as a column. */
export type ColumnField<Row> = {
  [T in FieldType]: FieldOf<T> & {
    value: (row: Row) => FieldValues[T] | null | undefined;
    /** The name behind an id, where the row brings it along. */
    text?: (row: Row) => string | null | undefined;
    /** A cell of its own, for the first column above all. */
    render?: (row: Row) => ReactNode;
    sortable?: boolean;
    filterable?: boolean;
    /** Can be changed in its cell; its key is then the member that is written. */
    editable?: boolean;
    /** What is written for a value, where that is not the member of its key. */
    changes?: (value: FieldValues[T] | null) => Partial<Row>;
    /** Why it cannot be changed in its cell, where another reason than the usual one holds; `lockedIn` for single rows. */
    locked?: string;
    lockedIn?: (row: Row) => string | undefined;
    /** No value but buttons. */
    control?: true;
    width?: number;
    /** In the chooser, but not shown until chosen. */
    hidden?: boolean;
  };
}[FieldType];
