import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { AntdProvider } from './AntdProvider';

type Props = { id?: string; value: string | null; onChange: (value: string | null) => void; 'aria-label'?: string; 'aria-describedby'?: string; status?: 'error' | '' };

/** A calendar day, `2026-12-01`. */
export default function DateField({ value, onChange, ...rest }: Props) {
  return (
    <AntdProvider>
      <DatePicker {...rest} style={{ width: '100%' }} value={value ? dayjs(value) : null} onChange={(day) => onChange(day ? day.format('YYYY-MM-DD') : null)} />
    </AntdProvider>
  );
}
