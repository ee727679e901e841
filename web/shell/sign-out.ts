import { useNavigate } from '@tanstack/react-router';
import { signOut } from '../api/session.ts';
import { useForgetAll } from './session.ts';

/** Ends the session and everything remembered of it. */
export function useSignOut(): () => void {
  const navigate = useNavigate();
  const forget = useForgetAll();
  return () => {
    void signOut().finally(() => {
      forget();
      void navigate({ to: '/dang-nhap' });
    });
  };
}
