import { useNavigate } from '@tanstack/react-router';
import { signOut } from '../api/session.ts';
import { forgetDrafts } from './drafts.ts';
import { useForgetAll } from './session.ts';

/** Ends the session and everything remembered of it. */
export function useSignOut(): () => void {
  const navigate = useNavigate();
  const forget = useForgetAll();
  return () => {
    // before anything that may fail: the next person at this machine must not find it
    forgetDrafts(null);
    void signOut().finally(() => {
      forget();
      void navigate({ to: '/dang-nhap' });
    });
  };
}
