import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useFormat } from '../../format/useFormat';
import { AntdProvider } from './AntdProvider';

type Props = { id?: string | undefined; autoFocus?: boolean | undefined; value: string | null; onChange: (value: string | null) => void; 'aria-label'?: string; 'aria-describedby'?: string; status?: 'error' | '' };

const clock = 'YYYY-MM-DD HH:mm';

/** An instant: UTC on the wire, the user's own time zone on screen, whatever zone the machine is set to. */
export default function DateTimeField({ value, onChange, autoFocus, ...rest }: Props) {
  const { timeZone } = useFormat();
  return (
    <AntdProvider>
      <DatePicker
        {...rest}
        autoFocus={autoFocus}
        defaultOpen={autoFocus}
        showTime={{ format: 'HH:mm', minuteStep: 5 }}
        format={clock}
        style={{ width: '100%' }}
        value={value ? dayjs(dayjs(value).tz(timeZone).format(clock)) : null}
        onChange={(at) => onChange(at ? dayjs.tz(at.format(clock), timeZone).toISOString() : null)}
      />
    </AntdProvider>
  );
}
