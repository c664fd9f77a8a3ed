import { ConfigProvider, theme } from 'antd';
import en from 'antd/locale/en_US';
import zh from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import timezone from 'dayjs/plugin/timezone';
import utc from 'dayjs/plugin/utc';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useShownTheme } from '../theme';

dayjs.extend(utc);
dayjs.extend(timezone);

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;

/** A panel outside an open dialog would lie under it and could not be reached. */
const withinDialog = (trigger?: HTMLElement) => trigger?.closest('dialog') ?? document.body;

/** Ant Design in our colours, our language and under our content security policy. */
export function AntdProvider({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  const shown = useShownTheme();
  const english = i18n.language === 'en';
  dayjs.locale(english ? 'en' : 'zh-cn');

  const config = useMemo(() => {
    const style = getComputedStyle(document.documentElement);
    const token = (name: string) => style.getPropertyValue(name).trim();
    return {
      algorithm: shown === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
      token: {
        colorPrimary: token('--brand'), colorError: token('--bad'), colorSuccess: token('--good'), colorWarning: token('--warn'),
        colorText: token('--text'), colorTextSecondary: token('--text-2'), colorTextDescription: token('--text-2'), colorTextPlaceholder: token('--text-2'),
        colorBgBase: token('--canvas'), colorBgContainer: token('--panel'), colorBgElevated: token('--panel'), colorBorder: token('--edge'),
        colorSplit: token('--line'), fontFamily: token('--font'), fontSize: 14, borderRadius: 6, controlHeight: 32, motionDurationMid: '0.12s', motionDurationSlow: '0.15s',
      },
    };
  }, [shown]);

  return (
    <ConfigProvider locale={english ? en : zh} theme={config} {...(nonce && { csp: { nonce } })} button={{ autoInsertSpace: false }} getPopupContainer={withinDialog}>
      {children}
    </ConfigProvider>
  );
}
