import type { Door } from '../../ui/door.tsx';

export function userDoor(user: { userId: string }): Door {
  return { to: '/nguoi-dung/$user', params: { user: user.userId } };
}
