export { default } from '@/records/record/page'
