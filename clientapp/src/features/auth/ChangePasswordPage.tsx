import { useNavigate } from '@tanstack/react-router';
import { PasswordForm } from './PasswordForm';

export function ChangePasswordPage() {
  const navigate = useNavigate();
  return <PasswordForm onDone={() => void navigate({ to: '/', replace: true })} />;
}
