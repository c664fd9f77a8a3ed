import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { refreshSession, subscribe } from './api/session';
import { Gate } from './app/Gate';
import { keepAddress } from './app/address';
import { Unreachable } from './app/Unreachable';
import { startI18n } from './i18n/i18n';
import './ui/tokens.css';
import './ui/base.css';

// The cookie may still hold a session; nothing shows before we know.
const [session] = await Promise.allSettled([refreshSession(), startI18n()]);
keepAddress();
subscribe(keepAddress);

createRoot(document.getElementById('root')!).render(<StrictMode>{session.status === 'fulfilled' ? <Gate /> : <Unreachable />}</StrictMode>);
