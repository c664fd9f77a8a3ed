import { Cascader } from 'antd';
import type { ComponentProps } from 'react';
import { AntdProvider } from './AntdProvider';

export type CascaderNode = { code: string; name: string; children?: CascaderNode[] | null | undefined };
type Props = { id?: string | undefined; autoFocus?: boolean | undefined; options: CascaderNode[]; value: string[]; onChange: (codes: string[]) => void; placeholder?: string; 'aria-label'?: string; 'aria-describedby'?: string; status?: 'error' | '' };

/** A path of codes, such as province, city, district; every level may be the last. */
export default function CascaderField({ options, onChange, autoFocus, ...rest }: Props) {
  return (
    <AntdProvider>
      <Cascader
        {...rest}
        autoFocus={autoFocus}
        defaultOpen={autoFocus}
        options={options as ComponentProps<typeof Cascader>['options'] & {}}
        fieldNames={{ label: 'name', value: 'code', children: 'children' }}
        changeOnSelect
        showSearch
        style={{ width: '100%' }}
        onChange={(codes) => onChange((codes as string[] | undefined) ?? [])}
      />
    </AntdProvider>
  );
}
