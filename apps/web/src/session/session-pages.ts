import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/ActionIcon.css';
import '@mantine/core/styles/PasswordInput.css';

export { ForgotPasswordPage } from './reset-password-page.js';
export { InvitationPage } from './invitation-page.js';
export { ResetPasswordPage } from './reset-password-page.js';
export { SetUpPage } from './set-up-page.js';
export { SignInPage } from './sign-in-page.js';
