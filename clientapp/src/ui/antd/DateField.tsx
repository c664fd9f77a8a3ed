import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { AntdProvider } from './AntdProvider';

type Props = { id?: string | undefined; autoFocus?: boolean | undefined; value: string | null; onChange: (value: string | null) => void; 'aria-label'?: string; 'aria-describedby'?: string; status?: 'error' | '' };

/** A calendar day, `2026-12-01`. */
export default function DateField({ value, onChange, autoFocus, ...rest }: Props) {
  return (
    <AntdProvider>
      <DatePicker {...rest} autoFocus={autoFocus} defaultOpen={autoFocus} style={{ width: '100%' }} value={value ? dayjs(value) : null} onChange={(day) => onChange(day ? day.format('YYYY-MM-DD') : null)} />
    </AntdProvider>
  );
}
