import { lazy, Suspense, type ComponentProps, type ComponentType } from 'react';
import { Skeleton } from '../States';

/** Ant Design comes in chunks of its own, on first use. Import from here only; `preloadAntd()` on hover or idle. */
function later<P extends object>(load: () => Promise<{ default: ComponentType<P> }>, height = 32) {
  const Lazy = lazy(load) as unknown as ComponentType<P>;
  return (props: P) => (
    <Suspense fallback={<Skeleton height={height} />}>
      <Lazy {...props} />
    </Suspense>
  );
}

export type DateFieldProps = ComponentProps<typeof import('./DateField').default>;
export type DateTimeFieldProps = ComponentProps<typeof import('./DateTimeField').default>;
export type CascaderFieldProps = ComponentProps<typeof import('./CascaderField').default>;

export const DateField = later<DateFieldProps>(() => import('./DateField'));
export const DateTimeField = later<DateTimeFieldProps>(() => import('./DateTimeField'));
export const CascaderField = later<CascaderFieldProps>(() => import('./CascaderField'));

export const preloadAntd = () => void import('./AntdProvider');
