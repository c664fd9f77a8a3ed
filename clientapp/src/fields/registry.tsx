import { AtSign, AlignLeft, Calendar, CheckSquare, CircleDot, Clock, Coins, Globe, Hash, Link2, ListChecks, MapPin, Percent, Phone, Star, Tags, Type, UserRound, type LucideIcon } from 'lucide-react';
import { lazy, Suspense, type ComponentType, type FC } from 'react';
import { phone, type Formatter } from '../format/format';
import { useFormat } from '../format/useFormat';
import { When } from '../format/When';
import { Badge, toneOf } from '../ui/Badge';
import type { Option } from '../ui/Inputs';
import type { Field, FieldType, FieldValues } from './field';
import { CodeInput, DateInput, DateTimeInput, LongTextInput, MoneyInput, NumberInput, RegionInput, TagsInput, TextInput, type FieldInputProps } from './inputs';
import { useOptions } from './options';
import { useTagTone } from './tagTones';
import { toneOfCode } from './tones';
import { regionNames, useRegions } from './regions';

export type FilterKind = 'contains' | 'options' | 'days' | 'instants' | 'numbers';

export type DisplayProps<V> = { value: V; field: Field; text?: string | null | undefined };

/** What a type can do, once for the table, the inline edit and the forms. */
type FieldKind<V> = {
  icon: LucideIcon;
  width: number;
  align?: 'end';
  Display: FC<DisplayProps<V>>;
  Input: FC<FieldInputProps<V>>;
  filter: FilterKind | null;
  /** Plain text, for tooltips and labels. */
  format: (value: V, format: Formatter, options: Option[]) => string;
};

const Plain = ({ value }: DisplayProps<string>) => <>{value}</>;
const labelOf = (value: string, options: Option[]) => options.find((option) => option.value === value)?.label ?? value;

function Code({ value, field, text }: DisplayProps<string>) {
  const option = useOptions(field).find((one) => one.value === value);
  return <Badge tone={option?.tone ?? toneOfCode(field.codeList, value)}>{text ?? option?.label ?? value}</Badge>;
}

const User = ({ value, field, text }: DisplayProps<string>) => <>{text ?? <UserName value={value} field={field} />}</>;
const UserName = ({ value, field }: DisplayProps<string>) => <>{labelOf(value, useOptions(field))}</>;

function YesNo({ value, field }: DisplayProps<boolean>) {
  return <>{labelOf(String(value), useOptions(field))}</>;
}

function Rating({ value, field }: DisplayProps<number>) {
  const label = labelOf(String(value), useOptions(field));
  return (
    <span role="img" aria-label={label} title={label} style={{ color: 'var(--warn)', display: 'inline-flex' }}>
      {Array.from({ length: value }, (_, index) => <Star key={index} size={14} fill="currentColor" aria-hidden />)}
    </span>
  );
}

function RegionPath({ value }: DisplayProps<string[]>) {
  return <>{regionNames(useRegions(), value).join(' ')}</>;
}

function TagBadges({ value }: DisplayProps<string[]>) {
  const toneOfTag = useTagTone();
  return <span style={{ display: 'flex', gap: 4, minWidth: 0 }}>{value.map((tag) => <Badge key={tag} tone={toneOfTag(tag)}>{tag}</Badge>)}</span>;
}

/** What only added fields are comes when a record has one. */
function rare<P extends object>(part: 'PlaceText' | 'PlaceInput' | 'ChoicesInput' | 'RecordText' | 'RecordInput'): FC<P> {
  const Lazy = lazy(() => import('./rare').then((file) => ({ default: file[part] as unknown as ComponentType<P> }))) as unknown as ComponentType<P>;
  return (props) => (
    <Suspense>
      <Lazy {...props} />
    </Suspense>
  );
}

function Choices({ value, field }: DisplayProps<string[]>) {
  const options = useOptions(field);
  return <span style={{ display: 'flex', gap: 4, minWidth: 0 }}>{value.map((choice) => <Badge key={choice} tone={options.find((option) => option.value === choice)?.tone ?? toneOf(choice)}>{labelOf(choice, options)}</Badge>)}</span>;
}

function Amount({ value }: DisplayProps<FieldValues['money']>) {
  const format = useFormat();
  return <span title={format.money(value)}>{format.shortMoney(value)}</span>;
}

function Figure({ value }: DisplayProps<number>) {
  const format = useFormat();
  return <span title={format.number(value)}>{format.short(value)}</span>;
}

export const fieldKinds: { [T in FieldType]: FieldKind<FieldValues[T]> } = {
  text: { icon: Type, width: 160, Display: Plain, Input: TextInput, filter: 'contains', format: (value) => value },
  longText: { icon: AlignLeft, width: 240, Display: Plain, Input: LongTextInput, filter: null, format: (value) => value },
  number: { icon: Hash, width: 110, align: 'end', Display: Figure, Input: NumberInput, filter: 'numbers', format: (value, f) => f.number(value) },
  percent: { icon: Percent, width: 90, align: 'end', Display: ({ value }) => <>{useFormat().percent(value)}</>, Input: NumberInput, filter: 'numbers', format: (value, f) => f.percent(value) },
  money: { icon: Coins, width: 130, align: 'end', Display: Amount, Input: MoneyInput, filter: 'numbers', format: (value, f) => f.money(value) },
  date: { icon: Calendar, width: 120, Display: ({ value }) => <When value={value} />, Input: DateInput, filter: 'days', format: (value, f) => f.date(value) },
  dateTime: { icon: Clock, width: 120, Display: ({ value }) => <When value={value} />, Input: DateTimeInput, filter: 'instants', format: (value, f) => f.instant(value) },
  yesNo: { icon: CheckSquare, width: 80, Display: YesNo, Input: ({ value, onChange, ...rest }) => <CodeInput {...rest} value={value === null ? null : String(value)} onChange={(text) => onChange(text === null ? null : text === 'true')} />, filter: 'options', format: (value, _, options) => labelOf(String(value), options) },
  code: { icon: CircleDot, width: 120, Display: Code, Input: CodeInput, filter: 'options', format: (value, _, options) => labelOf(value, options) },
  tags: { icon: Tags, width: 180, Display: TagBadges, Input: TagsInput, filter: 'options', format: (value) => value.join(', ') },
  phone: { icon: Phone, width: 140, Display: ({ value }) => <a href={`tel:${value}`} tabIndex={-1}>{phone(value)}</a>, Input: (props) => <TextInput {...props} kind="tel" />, filter: 'contains', format: (value) => phone(value) },
  email: { icon: AtSign, width: 180, Display: ({ value }) => <a href={`mailto:${value}`} tabIndex={-1}>{value}</a>, Input: (props) => <TextInput {...props} kind="email" />, filter: 'contains', format: (value) => value },
  web: { icon: Globe, width: 180, Display: Web, Input: (props) => <TextInput {...props} kind="url" />, filter: 'contains', format: (value) => value },
  user: { icon: UserRound, width: 110, Display: User, Input: CodeInput, filter: 'options', format: (value, _, options) => labelOf(value, options) },
  region: { icon: MapPin, width: 160, Display: RegionPath, Input: RegionInput, filter: 'options', format: (value, _, options) => labelOf(value[0] ?? '', options) },
  place: { icon: MapPin, width: 160, Display: rare('PlaceText'), Input: rare('PlaceInput'), filter: 'options', format: (value, _, options) => labelOf(value, options) },
  choices: { icon: ListChecks, width: 180, Display: Choices, Input: rare('ChoicesInput'), filter: 'options', format: (value, _, options) => value.map((choice) => labelOf(choice, options)).join(', ') },
  record: { icon: Link2, width: 160, Display: rare('RecordText'), Input: rare('RecordInput'), filter: null, format: (value) => value },
  rating: { icon: Star, width: 100, Display: Rating, Input: ({ value, onChange, ...rest }) => <CodeInput {...rest} value={value === null ? null : String(value)} onChange={(text) => onChange(text === null ? null : Number(text))} />, filter: 'options', format: (value, _, options) => labelOf(String(value), options) },
};

/** Only web addresses become links; `javascript:` and its like stay text. */
function Web({ value }: DisplayProps<string>) {
  const href = /^https?:\/\//i.test(value) ? value : /^[\w-]+(\.[\w-]+)+/.test(value) && !value.includes(':') ? `https://${value}` : null;
  return href ? <a href={href} target="_blank" rel="noopener noreferrer" tabIndex={-1}>{value.replace(/^https?:\/\//i, '')}</a> : <>{value}</>;
}

type AnyKind = FieldKind<unknown>;

/** The kind of a field whose value type is only known at run time. */
export const kindOf = (type: FieldType) => fieldKinds[type] as unknown as AnyKind;

export const isEmpty = (value: unknown) => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** A value as its type shows it, or nothing. */
export function FieldDisplay({ field, value, text }: { field: Field; value: unknown; text?: string | null | undefined }) {
  if (isEmpty(value)) return null;
  const { Display } = kindOf(field.type);
  return <Display value={value} field={field} text={text} />;
}

/** A value as plain text. */
export function useFieldText(field: Field, value: unknown): string {
  const format = useFormat();
  const options = useOptions(field);
  return isEmpty(value) ? '' : kindOf(field.type).format(value, format, options);
}
